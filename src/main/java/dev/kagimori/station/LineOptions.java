package dev.kagimori.station;

import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** What both commands of the station take. */
final class LineOptions {
  @Option(
      names = "--port",
      required = true,
      paramLabel = "PORT",
      description = "The rack's serial line: /dev/ttyUSB0, or a link to it.")
  String port = "";

  @Option(
      names = "--baud",
      paramLabel = "RATE",
      defaultValue = "" + Station.BAUD_DEFAULT,
      description = "Bits a second, as set at the rack (default: ${DEFAULT-VALUE}).")
  int baud;

  @Option(names = "--json", description = "Print JSON for scripts instead of a table.")
  boolean json;

  Station open() throws StationException {
    return Station.open(port, baud, InstantSource.system());
  }

  /** Both languages, the reader's own first: whoever is called to help may read the other. */
  static void print(PrintWriter err, Language language, StationException e) {
    err.println(language.of(e));
    err.println(language.of(String.valueOf(e.getMessage()), e.japanese()));
    err.flush();
  }
}
