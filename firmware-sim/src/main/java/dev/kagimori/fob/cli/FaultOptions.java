package dev.kagimori.fob.cli;

import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.LineFaults;
import dev.kagimori.fob.rack.Rack;
import java.time.Duration;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How bad a line is. Rates are 0 to 1, for each byte or each answer. */
final class FaultOptions {
  @Option(
      names = "--bit-flips",
      paramLabel = "RATE",
      description = "turn over a bit in one of 1/RATE bytes, both ways, such as 0.0001")
  private double bitFlips;

  @Option(
      names = "--lost",
      paramLabel = "RATE",
      description = "lose one of 1/RATE bytes, both ways")
  private double lost;

  @Option(
      names = "--doubled",
      paramLabel = "RATE",
      description = "double one of 1/RATE bytes, both ways")
  private double doubled;

  @Option(
      names = "--garbage",
      paramLabel = "BYTES",
      description = "send up to so many random bytes before each answer (at most 10000)")
  private int garbage;

  @Option(names = "--cut", paramLabel = "RATE", description = "cut one of 1/RATE answers short")
  private double cut;

  @Option(
      names = "--slow",
      paramLabel = "RATE",
      description = "send one of 1/RATE answers late, by --slow-by")
  private double slow;

  @Option(
      names = "--slow-by",
      paramLabel = "DURATION",
      description = "how late (default: ${DEFAULT-VALUE})",
      defaultValue = "PT0.7S")
  private Duration slowBy = Duration.ZERO;

  @Option(
      names = "--hang-ups",
      paramLabel = "RATE",
      description = "hang up in the middle of one of 1/RATE answers")
  private double hangUps;

  @Option(
      names = "--fault-seed",
      paramLabel = "N",
      description = "repeat the faults of that seed (default: a new one, which is printed)")
  private @Nullable Long seed;

  boolean valid() {
    return rates().allMatch(rate -> rate >= 0 && rate <= 1)
        && garbage >= 0
        && garbage <= 10_000
        && !slowBy.isNegative();
  }

  private DoubleStream rates() {
    return DoubleStream.of(bitFlips, lost, doubled, cut, slow, hangUps);
  }

  /**
   * Puts the faults on the line; the seed by which they can be repeated, null if there are none.
   */
  @Nullable Long apply(Rack rack) {
    if (garbage == 0 && rates().allMatch(rate -> rate == 0)) return null;
    long used = seed == null ? new Random().nextInt() & 0xFFFF_FFFFL : seed;
    var in = new Random(used);
    var out = new Random(~used); // one each: the two ways take turns as they like
    rack.faults(
        bytes(in),
        bytes(out)
            .then(LineFaults.garbage(out, garbage))
            .then(LineFaults.cut(out, cut))
            .then(LineFaults.slow(out, slow, slowBy))
            .then(LineFaults.hangUps(out, hangUps)));
    return used;
  }

  private LineFault bytes(Random random) {
    return LineFaults.bitFlips(random, bitFlips)
        .then(LineFaults.lost(random, lost))
        .then(LineFaults.doubled(random, doubled));
  }
}
