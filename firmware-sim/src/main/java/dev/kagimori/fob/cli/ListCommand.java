package dev.kagimori.fob.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: what is in a running rack. */
@Command(
    name = "list",
    description = "ラックのトークン一覧 / List the fobs of a running rack",
    mixinStandardHelpOptions = true)
public final class ListCommand extends RackCommand {
  @Mixin private final LineOptions line = new LineOptions();

  @Option(names = "--serials", description = "serial numbers only")
  private boolean serialsOnly;

  @Override
  void run() throws IOException {
    try (var rack = line.open()) {
      for (var serial : rack.list()) {
        if (serialsOnly) {
          out().println(serial);
          continue;
        }
        var info = rack.info(serial);
        var battery = rack.battery(serial);
        var rule = info.rule();
        out()
            .printf(
                "%-20s %-16s %-8s %-22s %3d %% %5d presses%s%n",
                serial,
                info.manufacturer(),
                info.model(),
                rule == null
                    ? "not set up"
                    : "%d digits %d s %s"
                        .formatted(rule.digits(), rule.stepSeconds(), rule.algorithm()),
                battery.percent(),
                battery.presses(),
                info.factoryMode() ? "  factory mode" : "");
      }
    }
  }
}
