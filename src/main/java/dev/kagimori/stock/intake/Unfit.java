package dev.kagimori.stock.intake;

/** Why a record of the right form is not taken into stock. */
public enum Unfit {
  /** No serial number of the books' form (E10). */
  SERIAL_FORM(
      "シリアル番号は英数字6〜20文字です。ファイルを確認してください。",
      "A serial number is 6 to 20 letters and digits; see the file."),
  /** The terms know no make by that prefix. */
  UNKNOWN_MAKE(
      "この番号で始まる製品が利用条件にありません。利用条件の makes に加えてください。",
      "The terms know no make by that prefix; add it to makes in the terms."),
  /** The file states another algorithm, digits or step than the make has. */
  MAKE_DIFFERS(
      "アルゴリズム・桁数・間隔が利用条件の製品と一致しません。makes を確認してください。",
      "Algorithm, digits or step are not those of the make in the terms; see makes."),
  /** Fewer bits than the terms ask for. */
  WEAK_SEED(
      "シードが利用条件の stock.seedBitsMin より短いです。メーカーに再発行を依頼してください。",
      "The seed is shorter than stock.seedBitsMin in the terms; ask the maker for another."),
  EXPIRED("有効期限が過ぎています。メーカーに確認してください。", "Its expiry date has passed; ask the maker."),
  /** May be used only from a later day on (RFC 6030 §5, StartDate). */
  NOT_YET_VALID(
      "使用開始日がまだ来ていません。その日以降に取り込んでください。",
      "Its start date is in the future; import it from that day on."),
  /** A serial number that the file had already. */
  DUPLICATE_IN_FILE(
      "ファイルに同じシリアル番号が2回以上あります。最初のものだけが対象です。",
      "The serial number is in the file before; only the first one counts."),
  /** A serial number that is in the books; it is never overwritten (S9). */
  EXISTS(
      "シリアル番号は既に登録されています。上書きはしません。",
      "The serial number is in the books already; it is not overwritten.");

  private final String ja;
  private final String en;

  Unfit(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  Rejection of(long position, int line, String serial, String field) {
    return new Rejection(position, line, serial, name(), field, ja, en);
  }
}
