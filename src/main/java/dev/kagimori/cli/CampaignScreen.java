package dev.kagimori.cli;

import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Outcome;
import io.vertx.core.json.JsonObject;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** What an operator reads of campaigns. */
final class CampaignScreen {
  private final CommandSpec spec;
  private final boolean json;

  CampaignScreen(CommandSpec spec, boolean json) {
    this.spec = spec;
    this.json = json;
  }

  int show(JsonObject told) {
    return new Screen(spec)
        .done(
            json
                ? told.encode()
                : told.stream()
                    .map(field -> "%-16s %s".formatted(field.getKey(), field.getValue()))
                    .collect(Collectors.joining(System.lineSeparator())));
  }

  /** Told on the way how many are done. */
  IntConsumer progress(String what) {
    if (json) return _ -> {};
    var err = spec.commandLine().getErr();
    return fobs -> {
      err.print("\r" + what + ": " + fobs);
      err.flush();
    };
  }

  int unknown() {
    return refused("そのキャンペーンはありません。", "There is no such campaign.");
  }

  int refused(String ja, String en) {
    return new Screen(spec).refused(ja, en);
  }

  int made(Made made, Supplier<JsonObject> counts) {
    return switch (made) {
      case Made.Done(var campaign) -> show(campaign.toJson().put("counts", counts.get()));
      case Made.NameTaken() -> refused("同じ名前のキャンペーンがあります。", "Another campaign has this name.");
      case Made.WrongSize(boolean empty) ->
          empty
              ? refused("対象のトークンがありません。", "Nobody's fob is as was asked for.")
              : refused("対象が50万人を超えています。", "More than 500,000 users are concerned.");
      case Made.AllLeftOut(var why) ->
          refused("対象者全員が対象外です: " + why, "Everybody is left out: " + why + ".");
      case Made.UnknownBranch(String branch) ->
          refused("営業店 " + branch + " はありません。", "No branch " + branch + " is open.");
      case Made.DayOver(var first) ->
          refused("--old-until は " + first + " 以降です。", "--old-until is " + first + " or later.");
      case Made.WrongReminders() ->
          refused(
              "--remind-after は 1〜365 日を 9 個までです。",
              "--remind-after is up to 9 times 1 to 365 days.");
      case Made.UnknownInstitution() -> refused("その金融機関はありません。", "There is no such institution.");
      case Made.NoReplacement(String prefix, boolean known) ->
          refused(
              "製品 " + prefix + (known ? " へは現在交換できません。" : " は利用条件にありません。"),
              known
                  ? "Make " + prefix + " may not be exchanged to now."
                  : "The terms know no fobs of make " + prefix + ".");
    };
  }

  int told(Outcome outcome) {
    if (!json) spec.commandLine().getErr().println();
    return switch (outcome) {
      case Outcome.UnknownCampaign() -> unknown();
      case Outcome.Done(int fobs, boolean finished) ->
          show(new JsonObject().put("fobs", fobs).put("finished", finished));
      case Outcome.Shipped(int fobs, boolean finished, _) ->
          show(new JsonObject().put("fobs", fobs).put("finished", finished));
      case Outcome.Refused(var reason, var state, long needed, long available) ->
          switch (reason) {
            case WRONG_STATE ->
                refused("この状態ではできません: " + state, "Not possible in state " + state + ".");
            case PAUSED -> refused("一時停止中です。", "It is paused: resume it first.");
            case BUSY -> refused("他の処理が実行中です。再度実行してください。", "Another step is at work: call again.");
            case SHORT ->
                refused(
                    "在庫が足りません。必要 %d、在庫 %d。".formatted(needed, available),
                    "%d fobs are needed and %d are there: take more in, or --partial."
                        .formatted(needed, available));
            case MAKE_CLOSED ->
                refused("新しい製品へは現在交換できません。", "The new make may not be exchanged to now.");
            case TOO_EARLY -> refused("旧トークンの期限前です。", "The old fobs may still run.");
            case COUNT_DIFFERS ->
                refused(
                    "対象は %d 件です。--confirm で指定してください。".formatted(needed),
                    "%d fobs are concerned: give that as --confirm.".formatted(needed));
            case UNSHIPPED -> refused("未発送の割当があります。", "Fobs are set aside that were not shipped.");
          };
    };
  }
}
