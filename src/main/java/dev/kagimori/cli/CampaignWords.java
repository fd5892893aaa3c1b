package dev.kagimori.cli;

import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.Making;
import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Making.Made.NotInTheBooks.Missing;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Outcome.NotShipped;
import dev.kagimori.stock.campaign.Returning;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an operator is told of what was not done, and of the remedy. */
final class CampaignWords {
  private CampaignWords() {}

  /** In both languages. */
  record Both(String ja, String en) {}

  static final Both NO_INSTITUTION = new Both("その金融機関はありません。", "There is no such institution.");

  /** Why a campaign was not made. */
  static Both of(Made made) {
    return switch (made) {
      case Made.Done _ -> throw new IllegalStateException("it was made");
      case Made.NameTaken() -> new Both("同じ名前のキャンペーンがあります。", "Another campaign has this name.");
      case Made.WrongSize(boolean empty) ->
          empty
              ? new Both("対象のトークンがありません。", "Nobody's fob is as was asked for.")
              : new Both("対象が50万人を超えています。", "More than 500,000 users are concerned.");
      case Made.AllLeftOut(var why) ->
          new Both("全員が対象外です: " + why, "Everybody would be left out: " + why);
      case Made.UnknownBranch(String branch) ->
          new Both(
              "店舗 " + branch + " はないか、閉鎖されています。kagimori stock branch-add で登録してください。",
              "There is no open branch " + branch + "; kagimori stock branch-add registers one.");
      case Made.DayOver(var first) ->
          new Both(
              "--old-until は " + first + " 以降の日付です。", "--old-until is " + first + " or later.");
      case Made.WrongReminders() ->
          new Both(
              "--remind-after は 1〜%d の日数を %d 個までです。"
                  .formatted(Making.REMIND_DAYS_MAX, Making.REMINDERS_MAX),
              "--remind-after is up to %d numbers of days, each 1 to %d."
                  .formatted(Making.REMINDERS_MAX, Making.REMIND_DAYS_MAX));
      case Made.UnknownInstitution() -> NO_INSTITUTION;
      case Made.NotInTheBooks(var missing) -> {
        var byOption =
            missing.stream()
                .collect(
                    Collectors.groupingBy(
                        CampaignWords::option,
                        TreeMap::new,
                        Collectors.mapping(Missing::value, Collectors.joining(", "))));
        var named =
            byOption.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining("; "));
        var most = Made.NotInTheBooks.NAMED_MAX;
        yield new Both(
            "帳簿にありません（一覧からは%d件まで表示）: %s。入力を確認してください。".formatted(most, named),
            "In no book (of a list up to %d are named): %s. Check the spelling."
                .formatted(most, named));
      }
      case Made.NoReplacement(String prefix, boolean known) ->
          known
              ? new Both(
                  "製品 " + prefix + " へは現在交換できません。利用条件の交換期間を確認してください。",
                  "Make " + prefix + " may not be exchanged to now, by the terms.")
              : new Both(
                  "製品 " + prefix + " は利用条件にありません。--replace-with を確認してください。",
                  "The terms know no fobs of make " + prefix + ": check --replace-with.");
    };
  }

  /** Why a step was not done. */
  static Both of(Outcome.Refused refused) {
    return switch (refused.reason()) {
      case WRONG_STATE -> instead(refused.state());
      case PAUSED -> new Both("一時停止中です。先に再開してください。", "It is paused: resume it first.");
      case BUSY ->
          new Both(
              "別の処理が実行中です。しばらくしてから再度実行してください。", "Another step is at work: call again in a moment.");
      case SHORT ->
          new Both(
              "在庫が足りません。必要 %d、在庫 %d。".formatted(refused.needed(), refused.available()),
              "%d fobs are needed and %d are there: take more in, or --partial."
                  .formatted(refused.needed(), refused.available()));
      case MAKE_CLOSED ->
          new Both("新しい製品へは現在交換できません。", "The new make may not be exchanged to now.");
      case TOO_EARLY -> new Both("旧トークンの期限前です。", "The old fobs may still run.");
      case COUNT_DIFFERS ->
          new Both(
              "対象は %d 人です（show の件数を確認してください）。--confirm %d で指定してください。"
                  .formatted(refused.needed(), refused.needed()),
              "%d members are concerned, as show counts them: look, and give --confirm %d."
                  .formatted(refused.needed(), refused.needed()));
      case UNSHIPPED ->
          new Both(
              "未発送の割当があります。発送するか undo で取り消してください。",
              "Fobs are set aside that were not shipped: ship or undo them.");
    };
  }

  /** What can be done, where what was asked for can't. */
  private static Both instead(Campaign.State state) {
    var next =
        switch (state) {
          case DRAFT ->
              new Both("未割当です。先に allocate を実行してください。", "nothing is set aside; allocate first.");
          case ALLOCATING ->
              new Both(
                  "割当の途中です。allocate を再度実行するか、undo で取り消してください。",
                  "allocating was broken off, or goes on; allocate again, or undo.");
          case ALLOCATED ->
              new Both(
                  "割当済みです。発送などに進めます。", "fobs are set aside; go on with ship, remind or retire.");
          case UNDOING ->
              new Both(
                  "取り消しの途中です。undo を再度実行してください。", "undoing was broken off, or goes on; undo again.");
          case CLOSED ->
              new Both(
                  "終了しています。再開はできません。必要なら new で作成してください。",
                  "it is closed for good; lay out a new one where one is needed.");
        };
    return new Both(
        "この状態ではできません（%s）: %s".formatted(state, next.ja()),
        "Not possible in state %s: %s".formatted(state, next.en()));
  }

  private static String option(Missing missing) {
    return missing.field().contains("/") ? "--list" : "--" + missing.field();
  }

  static Both of(NotShipped why) {
    return switch (why) {
      case UNKNOWN_SERIAL -> new Both("台帳にありません", "in no book");
      case NOT_IN_CAMPAIGN -> new Both("このキャンペーンの割当ではありません", "not set aside by this campaign");
      case ALREADY -> new Both("発送済みです", "shipped before, or in use");
      case LEFT_OVER ->
          new Both("利用者が利用をやめています（undo --left-over）", "its user has stopped: undo --left-over");
      case NOT_SET_ASIDE -> new Both("割当が取り消されています", "not set aside any more");
    };
  }

  /** Why a fob that came back was left alone; empty: it was not. */
  static Optional<Both> of(Returning.Result result) {
    return switch (result) {
      case RETURNED, ALREADY -> Optional.empty();
      case NOT_IN_CAMPAIGN ->
          Optional.of(new Both("このキャンペーンの旧トークンではありません", "no old fob of this campaign"));
      case IN_USE -> Optional.of(new Both("利用者がまだ交換していません", "its user has not exchanged it yet"));
      case WRONG_STATE ->
          Optional.of(new Both("この状態では廃棄できません（再割当など）", "can't be scrapped in its state"));
    };
  }
}
