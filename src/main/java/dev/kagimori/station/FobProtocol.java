package dev.kagimori.station;

import dev.kagimori.station.StationException.Refused;
import dev.kagimori.station.StationException.Silence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Asks and is answered, one request at a time (§3, §4). An answer is the request's own or nobody's:
 * check value, request id, serial number and type must all fit.
 */
final class FobProtocol implements AutoCloseable {
  /** Attempts for one request, its repeats included. */
  static final int ATTEMPTS = 3;

  private static final Duration RACK_AT_MOST = Duration.ofMillis(500);
  private static final int ANSWER = 0x80;

  private final Line line;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final long readerHalf;
  private final FrameReader frames = new FrameReader();
  private int requests;

  /**
   * Begins a session on a freshly opened line.
   *
   * @param clock what drift is measured against
   * @param nanos what limits are measured by, as {@link System#nanoTime}
   * @param random for this session's half of the request ids; two sessions must not share one
   */
  FobProtocol(Line line, InstantSource clock, LongSupplier nanos, RandomGenerator random)
      throws StationException {
    this.line = line;
    this.clock = clock;
    this.nanos = nanos;
    readerHalf = random.nextLong() << 32;
    line.discard();
    line.write(new byte[] {Frame.END}); // ends whatever the rack has half collected
  }

  /**
   * An answer with status OK, and when its request and itself were on the line.
   *
   * @param fields the body after the status
   * @param sent before sending
   * @param received beginning of receiving
   */
  record Answer(Fields fields, Instant sent, Instant received) {}

  /**
   * Asks, and repeats under the same request id until answered.
   *
   * @param attempts at most
   * @throws Silence after the last attempt
   * @throws Refused for every status but OK
   */
  Answer ask(Command command, String serial, byte[] body, int attempts) throws StationException {
    if (requests == -1) throw new IllegalStateException("all request ids of this session are used");
    requests++;
    var request =
        new Frame(command.number(), readerHalf | Integer.toUnsignedLong(requests), serial, body);
    byte[] bytes = request.encode();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      var answer = attempt(request, bytes);
      if (answer.isPresent()) return accepted(serial, answer.get());
    }
    line.discard(); // else unread repeats would pile up in the line's buffers
    throw new Silence(line.name(), line.baud());
  }

  private Optional<Answer> attempt(Frame request, byte[] bytes) throws StationException {
    long end = nanos.getAsLong() + timeLimit().toNanos();
    Instant sent = clock.instant(); // after the write, this thread may be late and the fob was not
    line.write(bytes);
    Instant begun = sent;
    // The limit counts from sending: a line that babbles without end is no different from silence.
    long rest;
    do {
      rest = end - nanos.getAsLong();
      byte[] chunk = line.read(Duration.ofNanos(rest));
      long nowNanos = nanos.getAsLong();
      Instant now = clock.instant();
      for (byte b : chunk) {
        boolean before = frames.begun();
        var frame = frames.take(b, nowNanos);
        if (!before && frames.begun()) begun = now;
        if (frame.isPresent() && answers(frame.get(), request)) {
          return Optional.of(new Answer(new Fields(frame.get().body()), sent, begun));
        }
      }
    } while (rest > 0);
    return Optional.empty();
  }

  private static boolean answers(Frame frame, Frame request) {
    return frame.id() == request.id()
        && frame.serial().equals(request.serial())
        && frame.type() == request.type() + ANSWER;
  }

  private static Answer accepted(String serial, Answer answer) throws StationException {
    var status = Status.of(answer.fields().u8());
    if (status != Status.OK) throw new Refused(serial, status);
    return answer;
  }

  /** For one whole exchange: the rack's time, and two of the longest frames on the line. */
  private Duration timeLimit() {
    return RACK_AT_MOST.plusNanos(2 * Frame.LINE_MAX * 10 * 1_000_000_000L / line.baud());
  }

  @Override
  public void close() {
    line.close();
  }
}
