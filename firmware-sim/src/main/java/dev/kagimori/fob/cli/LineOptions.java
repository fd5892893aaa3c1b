package dev.kagimori.fob.cli;

import dev.kagimori.fob.port.Wire;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.reader.LineInUseException;
import dev.kagimori.fob.reader.RackReader;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where a running rack is found. */
final class LineOptions {
  /** The drawer, or another command, has it for moments. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Option(
      names = "--line",
      paramLabel = "PATH",
      defaultValue = "fobs",
      description = "the rack's line: symbolic link or serial port (default: ${DEFAULT-VALUE})")
  private String line = "fobs";

  @Option(
      names = "--baud",
      paramLabel = "RATE",
      defaultValue = "" + Rack.BAUD,
      description = "300 to 4000000 (default: ${DEFAULT-VALUE})")
  private int baud = Rack.BAUD;

  String line() {
    return line;
  }

  int baud() {
    return baud;
  }

  boolean valid() {
    return isRate(baud);
  }

  static boolean isRate(int baud) {
    return baud >= Wire.BAUD_MIN && baud <= Wire.BAUD_MAX;
  }

  /** Opens the line and makes sure that a rack answers. */
  RackReader open() throws IOException {
    RackReader reader;
    try {
      reader = RackReader.openAlone(line, baud, PATIENCE);
    } catch (LineInUseException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "回線 %s を開けません。fob-rack serve は動いていますか (--line, --baud) / cannot open the line %s; is fob-rack serve running? (%s)"
              .formatted(line, line, e.getMessage()),
          e);
    }
    try {
      reader.hello();
      return reader;
    } catch (IOException e) {
      reader.close();
      throw new IOException(line + ": " + e.getMessage(), e);
    }
  }
}
