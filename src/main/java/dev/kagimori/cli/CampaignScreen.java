package dev.kagimori.cli;

import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Outcome.NotShipped;
import dev.kagimori.stock.campaign.Returning;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** What an operator reads of campaigns. */
final class CampaignScreen {
  private final CommandSpec spec;
  private final boolean json;
  private boolean inLine;

  CampaignScreen(CommandSpec spec, StockOptions options) {
    this.spec = spec;
    json = options.json();
  }

  int show(JsonObject told) {
    return new Screen(spec)
        .done(
            json
                ? told.encode()
                : told.stream()
                    .map(field -> "%-16s %s".formatted(field.getKey(), field.getValue()))
                    .collect(lines()));
  }

  int all(List<Campaign> all) {
    var campaigns = new JsonArray();
    all.forEach(campaign -> campaigns.add(campaign.toJson()));
    return new Screen(spec)
        .done(
            json
                ? new JsonObject().put("campaigns", campaigns).encode()
                : all.stream()
                    .map(one ->
                        "%4d  %-10s%s  %s"
                            .formatted(
                                one.number(),
                                one.state(),
                                one.paused() ? " paused" : "",
                                one.name()))
                    .collect(lines()));
  }

  private static Collector<CharSequence, ?, String> lines() {
    return Collectors.joining(System.lineSeparator());
  }

  /** Told on the way how many are done. */
  IntConsumer progress(String what) {
    if (json) return _ -> {};
    var err = spec.commandLine().getErr();
    return fobs -> {
      inLine = true;
      err.print("\r" + what + ": " + fobs);
      err.flush();
    };
  }

  int noInstitution() {
    return refused(CampaignWords.NO_INSTITUTION);
  }

  int unknown() {
    return refused("そのキャンペーンはありません。", "There is no such campaign.");
  }

  int refused(String ja, String en) {
    return new Screen(spec).refused(ja, en);
  }

  int refused(CampaignWords.Both words) {
    return refused(words.ja(), words.en());
  }

  int told(Outcome outcome) {
    if (inLine) spec.commandLine().getErr().println();
    return switch (outcome) {
      case Outcome.UnknownCampaign() -> unknown();
      case Outcome.Done(int fobs, boolean finished) -> {
        show(step(fobs, finished));
        yield ended(finished);
      }
      case Outcome.Shipped(int fobs, boolean finished, var not) -> {
        if (json) show(step(fobs, finished).put("notShipped", named(not, "reason")));
        else show(step(fobs, finished));
        yield not.isEmpty() ? ended(finished) : notShipped(not);
      }
      case Outcome.Refused refused -> refused(CampaignWords.of(refused));
    };
  }

  private static JsonObject step(int fobs, boolean finished) {
    return new JsonObject().put("fobs", fobs).put("finished", finished);
  }

  private int ended(boolean finished) {
    return finished
        ? Screen.DONE
        : leftAlone(
            "途中です。続けるには同じコマンドを再度実行してください。", "Not finished: to go on, give the command again.");
  }

  private static JsonArray named(Map<SerialNumber, ? extends Enum<?>> fobs, String why) {
    var named = new JsonArray();
    fobs.forEach((serial, one) ->
        named.add(new JsonObject().put("serial", serial.value()).put(why, one.name())));
    return named;
  }

  private int notShipped(Map<SerialNumber, NotShipped> not) {
    not.forEach((serial, why) -> left(serial, why, CampaignWords.of(why)));
    return leftAlone(
        "上の " + not.size() + " 本は発送しませんでした。", "These " + not.size() + " were not shipped.");
  }

  /** What became of each; whoever waits for all of them is told by the status. */
  int returned(Map<SerialNumber, Returning.Result> results) {
    if (json) show(new JsonObject().put("returns", named(results, "result")));
    int left = 0;
    for (var one : results.entrySet()) {
      var words = CampaignWords.of(one.getValue());
      if (words.isPresent()) {
        left(one.getKey(), one.getValue(), words.get());
        left++;
      } else if (!json) {
        new Screen(spec).done("%-20s %s".formatted(one.getKey().value(), one.getValue()));
      }
    }
    return left == 0
        ? Screen.DONE
        : leftAlone("上の " + left + " 本は処理しませんでした。", "These " + left + " were left alone.");
  }

  /** For who reads; a script has been told with the rest. */
  private int leftAlone(String ja, String en) {
    spec.commandLine().getErr().println(ja + System.lineSeparator() + en);
    return Screen.REFUSED;
  }

  private void left(SerialNumber serial, Enum<?> why, CampaignWords.Both words) {
    spec.commandLine()
        .getErr()
        .println("%-20s %s: %s / %s".formatted(serial.value(), why, words.ja(), words.en()));
  }
}
