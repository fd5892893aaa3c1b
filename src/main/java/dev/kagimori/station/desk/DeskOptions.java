package dev.kagimori.station.desk;

import dev.kagimori.station.Language;
import dev.kagimori.station.Station;
import dev.kagimori.station.StationException;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What both commands of the desk take. */
final class DeskOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--line",
      required = true,
      paramLabel = "DEVICE",
      description = "The rack's serial line: /dev/ttyUSB0, or a link to it.")
  private String line = "";

  @Option(
      names = "--baud",
      paramLabel = "RATE",
      defaultValue = "" + Station.BAUD_DEFAULT,
      description = "Bits a second, as set at the rack (default: ${DEFAULT-VALUE}).")
  private int baud;

  @Option(
      names = "--service",
      required = true,
      paramLabel = "URL",
      description = "The service: https://kagimori.bank.example. Without TLS on this machine only.")
  private URI service = URI.create("https://localhost");

  @Option(
      names = "--key-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the key of a staff account that is a STOCK_KEEPER.")
  private Path keyFile = Path.of("");

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long line and service may be gone, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int waitSeconds;

  @Option(names = "--json", description = "Print JSON for scripts instead of a table.")
  boolean json;

  private final Language language = Language.ofSystem();

  Language language() {
    return language;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Duration patience() {
    if (waitSeconds < 1 || waitSeconds > 3_600)
      throw wrong("--wait は 1–3600 (秒) で指定してください。", "--wait takes seconds: 1–3600");
    return Duration.ofSeconds(waitSeconds);
  }

  StockDoor door() throws DeskException {
    return StockDoor.of(service, keyFile);
  }

  Reconnecting line() {
    return new Reconnecting(this::station, patience());
  }

  private Station station() throws StationException {
    try {
      return Station.open(line, baud, InstantSource.system());
    } catch (StationException.PortUnusable e) {
      throw e.givenWith("--line");
    }
  }

  /** What is wrong with how the command was given; status 2. */
  ParameterException wrong(String japanese, String english) {
    return new ParameterException(spec.commandLine(), japanese + " / " + english);
  }

  void lost(StationException why) {
    say(language.of(why));
    say(language.of("回線を待っています。", "Waiting for the line."));
  }

  void say(String text) {
    var err = spec.commandLine().getErr();
    err.println(text);
    err.flush();
  }

  /** Over the line before; for people only. */
  void show(@Nullable String text) {
    if (!Language.terminal()) return;
    var err = spec.commandLine().getErr();
    err.print("\r\u001b[K" + (text == null ? "" : text));
    err.flush();
  }

  void print(StationException e) {
    print("LINE", e.japanese(), String.valueOf(e.getMessage()));
  }

  void print(DeskException e) {
    print("SERVICE", e.japanese(), String.valueOf(e.getMessage()));
  }

  /** Both languages, the reader's own first. */
  private void print(String reason, String japanese, String english) {
    if (json) {
      var error = new JsonObject().put("reason", reason).put("ja", japanese).put("en", english);
      out().println(new JsonObject().put("error", error).encode());
      out().flush();
    }
    say(language.of(japanese, english));
    say(language.of(english, japanese));
  }
}
