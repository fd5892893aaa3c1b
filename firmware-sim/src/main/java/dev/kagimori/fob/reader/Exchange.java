package dev.kagimori.fob.reader;

import dev.kagimori.fob.line.BodyReader;
import dev.kagimori.fob.line.BodyReader.MalformedException;
import dev.kagimori.fob.line.Command;
import dev.kagimori.fob.line.Frame;
import dev.kagimori.fob.line.FrameDecoder;
import dev.kagimori.fob.line.Status;
import dev.kagimori.fob.port.Wire;
import dev.kagimori.fob.reader.RackReader.ClockReading;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One request, its attempts, its answer. */
final class Exchange implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Wire wire;
  private final Duration limit;
  private final InstantSource time;
  private final LongSupplier nanos;
  private final FrameDecoder decoder = new FrameDecoder();
  private final long reader;
  private long count;
  private boolean opened;

  Exchange(Wire wire, int baud, RandomGenerator random) {
    this(wire, baud, random, InstantSource.system(), System::nanoTime);
  }

  /** With a clock for readings and one for waiting. */
  Exchange(Wire wire, int baud, RandomGenerator random, InstantSource time, LongSupplier nanos) {
    this.wire = wire;
    this.time = time;
    this.nanos = nanos;
    long bytes = 2L * Frame.LINE_MAX * Wire.BITS_PER_BYTE * 1_000_000_000L / baud;
    limit = PATIENCE.plusNanos(bytes);
    reader = (long) random.nextInt() << Integer.SIZE;
  }

  /** Takes an answer's fields apart. */
  interface Fields<T> {
    T from(BodyReader in) throws MalformedException;
  }

  <T> T ask(Command command, String serial, byte[] body, Fields<T> fields) throws IOException {
    var request = request(command, serial, body);
    byte[] bytes = request.encode();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      wire.send(bytes);
      var answer = await(request);
      if (answer != null) return read(serial, answer, fields);
    }
    throw silent();
  }

  /** Each attempt has an id of its own: of a repeat nobody knows when the first was heard. */
  ClockReading clock(String serial) throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var request = request(Command.CLOCK, serial, new byte[0]);
      wire.send(request.encode());
      var sent = time.instant();
      var answer = await(request);
      if (answer == null) continue;
      var half = Duration.between(sent, time.instant()).dividedBy(2);
      var fob = read(serial, answer, in -> Instant.ofEpochMilli(in.i64()));
      return new ClockReading(fob, sent.plus(half), half);
    }
    throw silent();
  }

  private Frame request(Command command, String serial, byte[] body) throws IOException {
    if (!opened) wire.send(new byte[] {0x7E}); // ends what another left unfinished
    opened = true;
    return Frame.of(command.type(), reader | ++count, serial, body);
  }

  private @Nullable Frame await(Frame request) throws IOException {
    long end = nanos.getAsLong() + limit.toNanos();
    while (true) {
      long left = end - nanos.getAsLong();
      if (left <= 0) return null;
      for (byte b : wire.receive(Duration.ofNanos(left))) {
        var frame = decoder.take(b);
        if (frame != null && answers(frame, request)) return frame;
      }
    }
  }

  private static boolean answers(Frame frame, Frame request) {
    return frame.version() == Frame.VERSION
        && frame.type() == (request.type() | Frame.ANSWER)
        && frame.id() == request.id()
        && frame.serial().equals(request.serial());
  }

  private static <T> T read(String serial, Frame answer, Fields<T> fields) throws IOException {
    var in = new BodyReader(answer.body());
    try {
      int number = in.u8();
      var status = Status.of(number);
      if (status == null) throw new MalformedException("status " + number);
      if (status != Status.OK) throw new RefusedException(serial, status);
      var value = fields.from(in);
      in.end();
      return value;
    } catch (MalformedException e) {
      throw new IOException(
          "ラックの応答が規約に反します / the rack's answer breaks the protocol: " + e.getMessage(), e);
    }
  }

  private SilentLineException silent() {
    return new SilentLineException(
        "ラックが応答しません（%d 回）。接続、速度、電源を確認してください / the rack is silent (%d attempts); check cable, baud rate and power"
            .formatted(ATTEMPTS, ATTEMPTS));
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /** Waits while listening to nothing in particular: what comes is no answer to anything. */
  void rest(Duration duration) throws IOException {
    long end = nanos.getAsLong() + duration.toNanos();
    long left = duration.toNanos();
    while (left > 0) {
      for (byte b : wire.receive(Duration.ofNanos(left))) decoder.take(b);
      left = end - nanos.getAsLong();
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
