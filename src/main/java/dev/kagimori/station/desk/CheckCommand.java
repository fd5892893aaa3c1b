package dev.kagimori.station.desk;

import dev.kagimori.station.StationException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code stock check}: the intake check of a rack. Exit status 0: every fob is checked; 1: some are
 * not; 2: wrong use; 3: line or service stayed away.
 */
@Command(
    name = "check",
    description =
        "Intake check: presses every fob on the rack, and has the service say which are fit.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  @Mixin private DeskOptions options = new DeskOptions();

  /** Made by the command line. */
  public CheckCommand() {}

  @Override
  public Integer call() {
    var patience = options.patience();
    try (var door = options.door();
        var sender = new Sender(door, patience)) {
      var admission = Admission.of(door, patience);
      var result = new CheckRun(options.line(), admission, progress()).run(sender);
      options.show(null);
      if (options.json) options.out().println(json(result).encodePrettily());
      else table(result);
      options.out().flush();
      return result.isAllChecked() ? 0 : 1;
    } catch (StationException e) {
      options.print(e);
    } catch (DeskException e) {
      options.print(e);
    }
    return 3;
  }

  private CheckRun.Progress progress() {
    return new CheckRun.Progress() {
      @Override
      public void told(int done, int total, int defective, double perSecond) {
        options.show(
            options
                .language()
                .of("%d/%d 個  毎秒 %.1f  残り %d  不良 %d", "%d/%d fobs  %.1f/s  %d to go  %d defective")
                .formatted(done, total, perSecond, total - done, defective));
      }

      @Override
      public void lost(StationException why) {
        options.lost(why);
      }
    };
  }

  private void table(CheckRun.Result result) {
    result
        .outcomes()
        .forEach((serial, outcome) -> {
          if (!outcome.isChecked()) options.out().println(row(serial, outcome));
        });
    double seconds = result.took().toMillis() / 1e3;
    options
        .out()
        .println(
            options
                .language()
                .of(
                    "合計 %d 個: 良品 %d、不良 %d、その他 %d  (%.1f 秒、毎秒 %.1f 個)",
                    "%d fobs: %d checked, %d defective, %d others (%.1f s, %.1f a second)")
                .formatted(
                    result.outcomes().size(),
                    result.checked(),
                    result.defective(),
                    result.outcomes().size() - result.checked() - result.defective(),
                    seconds,
                    result.outcomes().size() / Math.max(seconds, 1e-3)));
  }

  private static String row(String serial, Outcome outcome) {
    var reason = outcome.reason();
    return String.format(
            Locale.ROOT, "%-20s %-16s %s", serial, outcome.result(), reason == null ? "" : reason)
        .stripTrailing();
  }

  static JsonObject json(CheckRun.Result result) {
    var others = new JsonArray();
    result
        .outcomes()
        .forEach((serial, outcome) -> {
          if (!outcome.isChecked()) others.add(json(serial, outcome));
        });
    Map<String, Integer> counts = new TreeMap<>();
    result.outcomes().values().forEach(outcome -> counts.merge(outcome.result(), 1, Integer::sum));
    var counted = new JsonObject();
    counts.forEach(counted::put);
    double seconds = result.took().toMillis() / 1e3;
    return new JsonObject()
        .put("rack", result.rack())
        .put("fobs", result.outcomes().size())
        .put("checked", result.checked())
        .put("defective", result.defective())
        .put("results", counted)
        .put("notChecked", others)
        .put("seconds", seconds)
        .put(
            "perSecond",
            Math.round(10 * result.outcomes().size() / Math.max(seconds, 1e-3)) / 10.0);
  }

  private static JsonObject json(String serial, Outcome outcome) {
    var json = new JsonObject().put("serial", serial).put("result", outcome.result());
    var reason = outcome.reason();
    return reason == null ? json : json.put("reason", reason);
  }
}
