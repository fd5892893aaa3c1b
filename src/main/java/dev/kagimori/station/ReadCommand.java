package dev.kagimori.station;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code station read}: each fob once. Exit status 1 if the line failed or a fob stayed unread. */
@Command(
    name = "read",
    description =
        "Presses each fob once and prints serial number, code, battery, clock drift and firmware.",
    mixinStandardHelpOptions = true)
final class ReadCommand implements Callable<Integer> {
  /** Fobs from which on a person wants to see that it goes on. */
  private static final int MANY = 30;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final LineOptions line = new LineOptions();

  @Option(
      names = "--serial",
      paramLabel = "SERIAL",
      description = "Only the fob with this serial number.")
  private @Nullable String serial;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var language = Language.ofSystem();
    String wanted = serial == null ? null : parse(serial);
    try (var station = line.open()) {
      List<Reading> readings =
          wanted == null ? station.read(this::progress) : List.of(station.read(wanted));
      if (line.json) {
        out.println(
            ReadingJson.of(line.port, station.rack(), Instant.now(), readings).encodePrettily());
      } else {
        new ReadingTable(language).lines(readings).forEach(out::println);
      }
      out.flush();
      return readings.stream().anyMatch(Reading.Unread.class::isInstance) ? 1 : 0;
    } catch (StationException e) {
      LineOptions.print(spec.commandLine().getErr(), language, e);
      return 1;
    }
  }

  private String parse(String typed) {
    return Serial.parse(typed)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                Language.ofSystem()
                    .of(
                        "--serial には 6～20 文字の英数字を指定してください。",
                        "--serial takes 6 to 20 letters and digits.")));
  }

  private void progress(int done, int total) {
    if (total < MANY || !Language.terminal()) return;
    var err = spec.commandLine().getErr();
    err.print("\r" + done + "/" + total + (done == total ? "\r" + " ".repeat(12) + "\r" : ""));
    err.flush();
  }
}
