package dev.kagimori.bank.visit;

/**
 * The page that was asked for is not for this visitor now, and why.
 *
 * @param title what happened, and {@code text} what to do
 */
public record Lost(Shell shell, String title, String text, int status) implements View {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  /** The session ended, or there was none. */
  static Lost expired(Visit visit) {
    return of(
        visit,
        FORBIDDEN,
        visit.lang().t("ログインが必要です", "Please log in"),
        visit
            .lang()
            .t(
                "一定の時間が過ぎたか、ログアウトされています。送信前のお手続きは行われていません。もう一度ログインしてください。",
                "Some time has passed, or you have logged out. What was not sent was not done."
                    + " Please log in again."));
  }

  /** It was given up, or so much was begun since that it was. */
  static Lost ended(Visit visit) {
    return of(
        visit,
        GONE,
        visit.lang().t("このお手続きは終了しています", "This has ended"),
        visit
            .lang()
            .t(
                "中止されたか、ほかのお手続きを多数始めたため終了しました。送信前のお手続きは行われていません。トップページからやり直してください。",
                "It was cancelled, or ended when you began many others. What was not sent was not"
                    + " done. Please begin again from the top page."));
  }

  /** The form is not one that this visitor was shown. */
  static Lost stale(Visit visit) {
    return of(
        visit,
        FORBIDDEN,
        visit.lang().t("画面が古くなっています", "This page is out of date"),
        visit
            .lang()
            .t(
                "お手続きは行われていません。最初の画面からやり直してください。",
                "Nothing was done. Please begin again from the first page."));
  }

  public static Lost notFound(Visit visit) {
    return of(
        visit,
        NOT_FOUND,
        visit.lang().t("ページが見つかりません", "There is no such page"),
        visit.lang().t("アドレスをご確認ください。", "Please check the address."));
  }

  private static Lost of(Visit visit, int status, String title, String text) {
    return new Lost(visit.shell(), title, text, status);
  }
}
