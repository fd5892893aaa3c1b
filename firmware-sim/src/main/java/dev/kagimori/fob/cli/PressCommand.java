package dev.kagimori.fob.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code press}: prints the current code and nothing else, whatever the display showed before. */
@Command(
    name = "press",
    description =
        "ボタンを押し、コードだけを出力する / Press the button until the current code is lit; print the code alone",
    mixinStandardHelpOptions = true)
public final class PressCommand extends RackCommand {
  @Mixin private final LineOptions line = new LineOptions();

  @Parameters(paramLabel = "SERIAL", description = "serial number; see list")
  private String serial = "";

  @Override
  void run() throws IOException {
    var wanted = Serials.from(serial);
    try (var rack = line.open()) {
      out().println(rack.code(wanted));
    }
  }
}
