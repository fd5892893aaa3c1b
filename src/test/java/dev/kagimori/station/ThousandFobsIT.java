package dev.kagimori.station;

import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.LineFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand fobs on one line, under each fault and under all: the station ends with the right
 * table, and no code that it passes on is another than the fob showed. With {@code
 * -Dproof.minutes=N} in rounds for so long, each from another seed, at every other speed; {@code
 * -Dproof.seed=N} repeats one.
 */
class ThousandFobsIT {
  private static final long SEED = Long.getLong("proof.seed", 1_000);
  private static final Duration LONG = Duration.ofMinutes(Long.getLong("proof.minutes", 0));
  private static final int FAST = 4_000_000;

  @TempDir private Path folder = Path.of("");

  /** Faults for both ways, from one generator each. */
  private record Kind(
      String name,
      int fobs,
      Function<Random, LineFault> onRequests,
      Function<Random, LineFault> onAnswers) {
    static Kind bytes(String name, int fobs, Function<Random, LineFault> bothWays) {
      return new Kind(name, fobs, bothWays, bothWays);
    }

    static Kind answers(String name, Function<Random, LineFault> onAnswers) {
      return new Kind(name, 1_000, random -> LineFault.NONE, onAnswers);
    }
  }

  private static final Duration LATE = Duration.ofMillis(700); // beyond the time limit

  private static final List<Kind> KINDS =
      List.of(
          Kind.bytes("good line", 1_000, random -> LineFault.NONE),
          Kind.bytes("bit flips 1e-5", 1_000, random -> LineFaults.bitFlips(random, 1e-5)),
          Kind.bytes("bit flips 1e-4", 1_000, random -> LineFaults.bitFlips(random, 1e-4)),
          Kind.bytes("bit flips 1e-3", 60, random -> LineFaults.bitFlips(random, 1e-3)),
          Kind.bytes("bit flips 1e-2", 4, random -> LineFaults.bitFlips(random, 1e-2)),
          Kind.bytes("lost bytes 1e-4", 1_000, random -> LineFaults.lost(random, 1e-4)),
          Kind.bytes("doubled bytes 1e-4", 1_000, random -> LineFaults.doubled(random, 1e-4)),
          Kind.answers("garbage to 40 bytes", random -> LineFaults.garbage(random, 40)),
          Kind.answers("cut 1 in 200", random -> LineFaults.cut(random, 0.005)),
          Kind.answers("late 1 in 500", random -> LineFaults.slow(random, 0.002, LATE)),
          Kind.answers("hang-ups 1 in 300", random -> LineFaults.hangUps(random, 1.0 / 300)),
          new Kind(
              "all at once",
              1_000,
              ThousandFobsIT::badBytes,
              random ->
                  badBytes(random)
                      .then(LineFaults.garbage(random, 10))
                      .then(LineFaults.cut(random, 0.001))
                      .then(LineFaults.slow(random, 0.001, LATE))
                      .then(LineFaults.hangUps(random, 0.001))));

  private static LineFault badBytes(Random random) {
    return LineFaults.bitFlips(random, 2e-5)
        .then(LineFaults.lost(random, 2e-5))
        .then(LineFaults.doubled(random, 2e-5));
  }

  @Test
  @Timeout(120)
  void underEachFaultTheTableEndsRightAndNoWrongCodeIsEverPassedOn() throws Exception {
    readAll(SEED, FAST, Duration.ofSeconds(90));
  }

  @Test
  void inTheLongFormToo() throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    for (long round = 1; System.nanoTime() < end; round++) {
      readAll(SEED + round, round % 2 == 0 ? FAST : Station.BAUD_DEFAULT, Duration.ofMinutes(15));
    }
  }

  /** All kinds side by side: a reader waits most of the time. */
  private void readAll(long seed, int baud, Duration atMost) throws Exception {
    var readings = new ArrayList<Callable<WatchedLine.Result>>();
    for (int i = 0; i < KINDS.size(); i++) {
      var kind = KINDS.get(i);
      var line = folder.resolve(seed + "-" + i);
      readings.add(() -> read(kind, seed, baud, line, atMost));
    }
    try (var readers = Executors.newFixedThreadPool(KINDS.size())) {
      for (var running : readers.invokeAll(readings)) {
        System.out.println("proof: " + running.get());
      }
    }
  }

  private static WatchedLine.Result read(Kind kind, long seed, int baud, Path line, Duration atMost)
      throws Exception {
    var what = kind.name() + ", seed " + seed + ", " + baud + " baud";
    var in = kind.onRequests().apply(new Random(seed));
    var out = kind.onAnswers().apply(new Random(~seed));
    return WatchedLine.read(what, kind.fobs(), baud, seed, line, in, out, atMost);
  }
}
