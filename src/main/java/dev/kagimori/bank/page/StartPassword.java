package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Form;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.client.Institution.AppIssue;

/** The start-use password (利用開始パスワード), which the app is set up with. A secret. */
final class StartPassword {
  static final String FIELD = "startPassword";
  static final String AGAIN = "startPasswordAgain";

  private StartPassword() {}

  /** What was typed, in half-width digits; empty where something is told at a field. */
  static String read(Form form, AppIssue rules, boolean twice) {
    var typed = form.digits(FIELD);
    if (typed.isEmpty()) form.needed(FIELD, "利用開始パスワード", "start-use password");
    else if (!fits(typed, rules))
      form.refuse(
          FIELD,
          "利用開始パスワードは数字%s桁で入力してください。".formatted(span(rules, "〜")),
          "The start-use password has %s digits.".formatted(span(rules, " to ")));
    if (twice && (typed.isEmpty() || fits(typed, rules))) compare(form, typed);
    return form.isFine() ? typed : "";
  }

  private static void compare(Form form, String typed) {
    var again = form.digits(AGAIN);
    if (again.isEmpty()) form.needed(AGAIN, "利用開始パスワード（確認用）", "start-use password once more");
    else if (!again.equals(typed))
      form.refuse(
          AGAIN,
          "2つの利用開始パスワードが一致していません。同じものを入力してください。",
          "The two start-use passwords differ. Enter the same one.");
  }

  private static boolean fits(String typed, AppIssue rules) {
    return typed.matches("[0-9]+")
        && typed.length() >= rules.startPasswordDigitsMin()
        && typed.length() <= rules.startPasswordDigitsMax();
  }

  static String hint(Lang lang, AppIssue rules) {
    return lang.t(
        "お好きな数字%s桁。アプリの初期設定で一度だけ入力します。".formatted(span(rules, "〜")),
        "%s digits of your choice; the app asks for them once, at its set-up."
            .formatted(span(rules, " to ")));
  }

  private static String span(AppIssue rules, String to) {
    var least = rules.startPasswordDigitsMin();
    var most = rules.startPasswordDigitsMax();
    return least == most ? Integer.toString(least) : least + to + most;
  }

  /** How long it can be used, such as 24時間. */
  static String life(Lang lang, AppIssue rules) {
    var minutes = rules.startPasswordMinutes();
    if (minutes % 60 != 0) return lang.t(minutes + "分", minutes + " minutes");
    var hours = minutes / 60;
    return lang.t(hours + "時間", hours == 1 ? "an hour" : hours + " hours");
  }
}
