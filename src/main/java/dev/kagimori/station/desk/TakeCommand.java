package dev.kagimori.station.desk;

import dev.kagimori.station.StationException;
import dev.kagimori.stock.Place;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code stock take}: stock-taking by a rack. Exit status 0: rack and books agree; 1: they differ;
 * 2: wrong use; 3: line or service stayed away, or it was refused.
 */
@Command(
    name = "take",
    description = "Stock-taking: what is on the rack against what the books say lies there.",
    mixinStandardHelpOptions = true)
public final class TakeCommand implements Callable<Integer> {
  @Mixin private DeskOptions options = new DeskOptions();

  @Option(names = "--branch", paramLabel = "CODE", description = "What lies at this branch.")
  private @Nullable String branch;

  @Option(names = "--box", paramLabel = "BOX", description = "What lies in this box.")
  private @Nullable String box;

  @Option(names = "--shelf", paramLabel = "SHELF", description = "What lies on this shelf.")
  private @Nullable String shelf;

  @Option(
      names = "--delivery",
      paramLabel = "NUMBER",
      description = "What came with this delivery.")
  private @Nullable Integer delivery;

  @Option(
      names = "--taking",
      paramLabel = "ID",
      description = "Adds to one that another station opened, instead of opening one.")
  private @Nullable UUID taking;

  @Option(
      names = "--keep-open",
      description = "Does not close it: more racks, or other stations, follow.")
  private boolean keepOpen;

  /** Made by the command line. */
  public TakeCommand() {}

  @Override
  public Integer call() {
    var place = place();
    if (place.isEmpty() == (taking == null))
      throw options.wrong(
          "--branch、--box、--shelf、--delivery のいずれか、または --taking を指定してください。",
          "Say what is counted: --branch, --box, --shelf or --delivery; or --taking.");
    var patience = options.patience();
    try (var door = options.door()) {
      // first, so that none is left open for the sake of a rack that is not there
      var serials = TakeRun.list(options.line(), options::lost);
      var run = new TakeRun(door, patience);
      var id = taking == null ? run.open(place).getString("taking") : taking.toString();
      var sheet = taken(run, id, serials);
      if (options.json) options.out().println(sheet.encodePrettily());
      else table(sheet);
      options.out().flush();
      return sheet.getInteger("missing") + sheet.getInteger("surplus") == 0 ? 0 : 1;
    } catch (StationException e) {
      options.print(e);
    } catch (DeskException e) {
      options.print(e);
    }
    return 3;
  }

  private JsonObject taken(TakeRun run, String id, List<String> serials) throws DeskException {
    boolean done = false;
    try {
      run.see(serials, id);
      if (!keepOpen) run.close(id);
      done = true;
    } finally {
      if (!done && taking == null) stillOpen(id);
    }
    return run.differences(id).put("onThisRack", serials.size());
  }

  private void stillOpen(String id) {
    options.say(
        options
            .language()
            .of(
                "棚卸 %s は終わっていません。--taking %1$s で続けてください。",
                "Stock-taking %s is open still: go on with --taking %1$s.")
            .formatted(id));
  }

  private JsonObject place() {
    var place = new JsonObject();
    if (branch != null) place.put("branch", code("--branch", branch, Place::isBranch));
    if (box != null) place.put("box", code("--box", box, Place::isBox));
    if (shelf != null) place.put("shelf", code("--shelf", shelf, Place::isBox));
    if (delivery != null) place.put("delivery", delivery);
    return place;
  }

  /** In its one spelling, however it was typed. */
  private String code(String option, String typed, Predicate<String> isOne) {
    var code = Place.typed(typed);
    if (isOne.test(code)) return code;
    throw options.wrong(
        option + " は英大文字・数字・ハイフンで指定してください (店舗は16文字、箱・棚は32文字まで)。",
        option + " takes A-Z, 0-9 and hyphens: 16 of a branch, 32 of a box or a shelf.");
  }

  private void table(JsonObject sheet) {
    var language = options.language();
    rows(sheet.getJsonArray("missingFobs"), language.of("なし", "missing"));
    rows(sheet.getJsonArray("surplusFobs"), language.of("余り", "surplus"));
    options
        .out()
        .println(
            language
                .of(
                    "棚卸 %s: 帳簿 %d 個、確認 %d、なし %d、余り %d",
                    "Stock-taking %s: %d in the books, %d found, %d missing, %d surplus")
                .formatted(
                    sheet.getString("taking"),
                    sheet.getInteger("expected"),
                    sheet.getInteger("found"),
                    sheet.getInteger("missing"),
                    sheet.getInteger("surplus")));
  }

  private void rows(JsonArray fobs, String what) {
    for (int n = 0; n < fobs.size(); n++) {
      var fob = fobs.getJsonObject(n);
      options
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%-20s %-8s %-10s %s %s",
                  fob.getString("serial"),
                  what,
                  fob.getString("state"),
                  Objects.requireNonNullElse(fob.getString("branch"), ""),
                  Objects.requireNonNullElse(fob.getString("box"), "")));
    }
  }
}
