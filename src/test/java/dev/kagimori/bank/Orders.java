package dev.kagimori.bank;

/** Fills in what is to be paid, up to the page that confirms it. */
final class Orders {
  static final int ORDINARY = 1;
  static final int SAVINGS = 2;

  private Orders() {}

  /** To the payee that the bank knows. */
  static Clicks toRegistered(Clicks clicks, String amount) {
    begin(clicks, "振込", ORDINARY).choose("payee", "1");
    return confirm(clicks, "振込", amount);
  }

  /** To one named case by case (都度指定). */
  static Clicks toAnother(Clicks clicks, int account, String amount) {
    return confirm(another(clicks, account), "振込", amount);
  }

  /** The same, with no amount yet. */
  static Clicks another(Clicks clicks, int account) {
    begin(clicks, "振込", account).choose("payee", "new");
    clicks.type("bankName", "山川銀行 港支店").type("account", "１２３４５６７").type("name", "スズキ ジロウ");
    return clicks;
  }

  /** From the ordinary account to the savings. */
  static Clicks toOwn(Clicks clicks, String amount) {
    begin(clicks, "振替（ご本人口座間）", ORDINARY).choose("to", account(clicks, "to", SAVINGS));
    return confirm(clicks, "振替（ご本人口座間）", amount);
  }

  static Clicks bill(Clicks clicks, String amount) {
    begin(clicks, "収納（税金・料金払込）", ORDINARY).type("name", "スズキ水道局").type("account", "0012345");
    return confirm(clicks, "収納（税金・料金払込）", amount);
  }

  private static Clicks begin(Clicks clicks, String what, int from) {
    clicks.press(what).at(what);
    return clicks.choose("from", account(clicks, "from", from));
  }

  private static Clicks confirm(Clicks clicks, String what, String amount) {
    return clicks.type("amount", amount).press("次へ").at(what + "：内容の確認");
  }

  private static String account(Clicks clicks, String field, int which) {
    var option = clicks.page().locator("select[name=" + field + "] option").nth(which);
    return String.valueOf(option.getAttribute("value"));
  }
}
