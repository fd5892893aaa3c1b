package dev.kagimori.fob.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which time a rack lives in. */
final class TimeOptions {
  @Option(
      names = "--now",
      paramLabel = "INSTANT",
      description = "begin at this instant, such as 2030-01-01T00:00:00Z (default: the real one)")
  private @Nullable Instant now;

  @Option(
      names = "--offset",
      paramLabel = "DURATION",
      description = "begin so much later, such as PT90S or P30D; earlier with a minus")
  private Duration offset = Duration.ZERO;

  @Option(
      names = "--rate",
      paramLabel = "X",
      description = "run X times as fast: 0 (standing still) to 1000000 (default: 1)")
  private double rate = 1;

  InstantSource source() {
    var begin = now == null ? Instant.now() : now;
    return RunningTime.from(begin.plus(offset), rate);
  }

  boolean valid() {
    return rate >= 0 && rate <= 1_000_000;
  }
}
