package dev.kagimori.bank.visit;

/** The bank can't serve now; drawn without anything of the token service, which may be why. */
public record Unavailable(House house, Lang lang, String title, String text, int status)
    implements View {
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  static Unavailable of(House house, Lang lang) {
    return new Unavailable(
        house,
        lang,
        lang.t("ただいまご利用いただけません", "Not available now"),
        lang.t(
            "しばらくしてからもう一度お試しください。直前のお手続きの結果は、もう一度ログインしてご確認ください。",
            "Please try again in a while. Log in again to see what came of your last step."),
        UNAVAILABLE);
  }

  /** What was sent is no form, or too much of one. */
  static Unavailable unreadable(House house, Lang lang) {
    return new Unavailable(
        house,
        lang,
        lang.t("入力内容を受け付けられません", "This can't be taken"),
        lang.t(
            "入力が長すぎるか、形式が正しくありません。お手続きは行われていません。前の画面に戻って、入力し直してください。",
            "What was entered is too long, or not readable. Nothing was done. Go back and enter it"
                + " anew."),
        BAD_REQUEST);
  }
}
