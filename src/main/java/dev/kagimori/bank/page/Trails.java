package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.Visit;
import java.util.LinkedHashMap;
import java.util.List;

/** The steps that pages show (A12, E14). */
final class Trails {
  private Trails() {}

  /** Of what begins with a login of its own. */
  static Trail of(Visit visit, Purpose purpose, int here) {
    var lang = visit.lang();
    var confirm = lang.t("利用確認", "Who you are");
    var result = lang.t("処理結果", "Result");
    return switch (purpose) {
      case LOGIN -> Trail.NONE;
      case START -> Trail.at(here, confirm, lang.t("ワンタイムパスワード登録", "Registration"), result);
      case EXCHANGE ->
          Trail.at(
              here,
              confirm,
              lang.t("現在のトークン", "Present token"),
              lang.t("新しいトークン", "New token"),
              result);
      case STOP -> Trail.at(here, confirm, lang.t("利用中止", "Stop of use"), result);
    };
  }

  static Trail three(Visit visit, int here) {
    var lang = visit.lang();
    return Trail.at(
        here, lang.t("入力", "Input"), lang.t("確認", "Confirmation"), lang.t("完了", "Done"));
  }

  static Trail two(Visit visit, int here) {
    var lang = visit.lang();
    return Trail.at(here, lang.t("入力", "Input"), lang.t("完了", "Done"));
  }

  /** Which pages an issue has. */
  record Issue(boolean choice, boolean input, boolean confirm) {}

  /**
   * Of an issue.
   *
   * @param step of its flow
   */
  static Trail issue(Visit visit, Issue pages, String step) {
    var lang = visit.lang();
    var steps = new LinkedHashMap<String, String>();
    if (pages.choice) steps.put("choice", lang.t("種類の選択", "Kind"));
    if (pages.input) steps.put("input", lang.t("入力", "Input"));
    if (pages.confirm) steps.put("confirm", lang.t("確認", "Confirmation"));
    steps.put(Flow.DONE, lang.t("完了", "Done"));
    var here = List.copyOf(steps.keySet()).indexOf(step);
    return new Trail(List.copyOf(steps.values()), here);
  }
}
