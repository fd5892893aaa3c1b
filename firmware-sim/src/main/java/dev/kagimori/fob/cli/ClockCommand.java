package dev.kagimori.fob.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clock}: how far fobs are off. */
@Command(
    name = "clock",
    description = "時計とずれを読む / Print the fobs' clocks and how far they are ahead of this computer's",
    mixinStandardHelpOptions = true)
public final class ClockCommand extends RackCommand {
  @Mixin private final LineOptions line = new LineOptions();

  @Parameters(paramLabel = "SERIAL", description = "serial numbers (default: all)")
  private List<String> serials = List.of();

  @Override
  void run() throws IOException {
    try (var rack = line.open()) {
      for (var typed : serials.isEmpty() ? rack.list() : serials) {
        var serial = Serials.from(typed);
        var reading = rack.clock(serial);
        out()
            .printf(
                Locale.ROOT,
                "%-20s %s %+.3f s ± %.3f s%n",
                serial,
                reading.fob(),
                seconds(reading.drift()),
                seconds(reading.uncertainty()));
      }
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
