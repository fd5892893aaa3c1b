package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.station.StationException.HangUp;
import dev.kagimori.station.StationException.PortUnusable;
import dev.kagimori.station.StationException.Silence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A rack on a faulty line, and a watch on it until each fob has been read. In its time each request
 * takes a quarter of a second, so that codes go stale while others are read, and each code that the
 * watch passes on is compared with what the fob showed last.
 */
final class WatchedLine implements Watch.Listener {
  private static final Duration REQUEST = Duration.ofMillis(250);
  private static final Duration OPENED = Duration.ofMillis(20);
  private static final int PRESS = 0xA0;
  private static final int DISPLAY = 0xA1;
  private static final int BATTERY = 0xA3;

  private final String what;
  private final DrivenTime time = new DrivenTime(Instant.parse("2027-03-01T09:00:10.250Z"));
  private final Instant begin = time.instant();
  private final Rack rack;
  private final int baud;
  private final CountDownLatch complete = new CountDownLatch(1);
  private final Map<String, Reading.Lit> table = Collections.synchronizedMap(new TreeMap<>());

  /** What each fob's answers said before any fault touched them. */
  private final Map<String, String> shown = new ConcurrentHashMap<>();

  private final Map<String, Long> presses = new ConcurrentHashMap<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger hangUps = new AtomicInteger();
  private final AtomicInteger silences = new AtomicInteger();
  private final AtomicInteger codes = new AtomicInteger();

  /** What came of it. */
  record Result(
      String what, int fobs, int codes, int answers, int hangUps, int silences, Duration took) {
    @Override
    public String toString() {
      return "%s: %,d fobs right, %,d codes passed on, 0 wrong; %,d answers, %d hang-ups, %d silences, %.1f s"
          .formatted(what, fobs, codes, answers, hangUps, silences, took.toMillis() / 1e3);
    }
  }

  private WatchedLine(String what, int fobs, int baud, long seed, Path line) throws IOException {
    this.what = what;
    this.baud = baud;
    var made = Instant.parse("2026-05-01T00:00:00Z");
    rack =
        Rack.open(
            Fobs.random(fobs, Make.ALL, new Random(seed), made),
            () -> time.pass(REQUEST),
            line,
            baud);
  }

  /**
   * Watches until the table is complete, and checks it.
   *
   * @param what says in failures which faults and which seed
   * @param seed of the fobs
   */
  static Result read(
      String what,
      int fobs,
      int baud,
      long seed,
      Path line,
      LineFault onRequests,
      LineFault onAnswers,
      Duration atMost)
      throws Exception {
    long begun = System.nanoTime();
    var watched = new WatchedLine(what, fobs, baud, seed, line);
    try (var rack = watched.rack) {
      LineFault witness = watched::witness;
      rack.faults(onRequests, witness.then(onAnswers));
      watched.watch(atMost);
      watched.check();
    }
    return new Result(
        what,
        fobs,
        watched.codes.get(),
        watched.answers.get(),
        watched.hangUps.get(),
        watched.silences.get(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  private void watch(Duration atMost) throws Exception {
    var watch = new Watch(() -> Station.open(rack.line(), baud, time), this, OPENED, Duration.ZERO);
    var running = CompletableFuture.runAsync(() -> run(watch), Thread.ofPlatform()::start);
    try {
      CompletableFuture.anyOf(
              running, CompletableFuture.runAsync(this::await, Thread.ofVirtual()::start))
          .get(atMost.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(what + ": only " + table.size() + " fobs read in " + atMost, e);
    } finally {
      watch.stop();
      complete.countDown();
    }
    running.get(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void await() {
    try {
      complete.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Watch watch) {
    try {
      watch.run();
    } catch (PortUnusable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Notes what is really answered; on the rack's thread, at the instant of the answer. */
  private byte[] witness(byte[] answer) {
    answers.incrementAndGet();
    var frame = Pieces.only(answer).orElseThrow();
    try {
      var fields = new Fields(frame.body());
      if (fields.u8() != 0) return answer;
      if (frame.type() == BATTERY) {
        fields.u8();
        presses.put(frame.serial(), fields.u32());
      } else if (frame.type() == PRESS || frame.type() == DISPLAY) {
        fields.u8();
        fields.u16();
        var characters = fields.text(Frame.CONTENT_MAX);
        assertEquals(rack.fob(frame.serial()).display(time.instant()).text(), characters, what);
        shown.put(frame.serial(), characters);
      }
    } catch (StationException e) {
      throw new AssertionError(what, e);
    }
    return answer;
  }

  @Override
  public void read(List<Reading> readings) {
    for (var reading : readings) {
      switch (reading) {
        case Reading.Lit lit -> take(lit);
        case Reading.Unread(_, Silence _) -> silences.incrementAndGet();
        case Reading.Unread unread -> throw new AssertionError(what + ": " + unread);
        case Reading.Dark dark -> throw new AssertionError(what + ": " + dark);
      }
    }
    if (table.size() == rack.fobs().size()) complete.countDown();
  }

  private void take(Reading.Lit lit) {
    codes.incrementAndGet();
    var about = what + ": " + lit.serial();
    assertEquals(shown.get(lit.serial()), lit.code().reveal(), about);
    assertEquals(presses.get(lit.serial()), lit.battery().presses(), about);
    table.put(lit.serial(), lit);
  }

  private void check() {
    assertEquals(rack.fobs().stream().map(Fob::serial).toList(), List.copyOf(table.keySet()), what);
    for (var fob : rack.fobs()) {
      var lit = table.get(fob.serial());
      assertNotNull(lit, what);
      var about = what + ": " + lit;
      assertEquals(fob.model(), lit.make().model(), about);
      assertEquals(fob.manufacturer(), lit.make().manufacturer(), about);
      int percent = lit.battery().percent();
      assertTrue(percent <= fob.battery().percent(begin), about);
      assertTrue(percent >= fob.battery().percent(time.instant()), about);
      var off = Duration.between(begin, fob.clock(begin)).minus(lit.drift().ahead()).abs();
      var allowed = lit.drift().uncertainty().plusMillis(20); // drifts on while others are read
      assertTrue(off.compareTo(allowed) <= 0, () -> about + " is off by " + off);
    }
  }

  @Override
  public void connected(dev.kagimori.station.Rack hello) {
    assertEquals(rack.fobs().size(), hello.fobs(), what);
  }

  @Override
  public void lost(StationException why) {
    switch (why) {
      case HangUp _ -> hangUps.incrementAndGet();
      case PortUnusable away when away.reason() == PortUnusable.Reason.NOT_FOUND ->
          hangUps.incrementAndGet();
      case Silence _ -> silences.incrementAndGet();
      default -> throw new AssertionError(what, why);
    }
  }

  @Override
  public void gone(List<String> serials) {
    throw new AssertionError(what + ": gone: " + serials);
  }
}
