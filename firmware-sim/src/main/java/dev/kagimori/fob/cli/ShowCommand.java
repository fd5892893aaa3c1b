package dev.kagimori.fob.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code show}: what the LCD shows right now; an empty line when dark. */
@Command(
    name = "show",
    description = "押さずに表示を読む / Print what the display shows, without a press (empty when dark)",
    mixinStandardHelpOptions = true)
public final class ShowCommand extends RackCommand {
  @Mixin private final LineOptions line = new LineOptions();

  @Parameters(paramLabel = "SERIAL", description = "serial number; see list")
  private String serial = "";

  @Override
  void run() throws IOException {
    var wanted = Serials.from(serial);
    try (var rack = line.open()) {
      out().println(rack.display(wanted).text());
    }
  }
}
