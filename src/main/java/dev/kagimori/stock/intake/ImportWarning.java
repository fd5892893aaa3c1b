package dev.kagimori.stock.intake;

/** What somebody should look at though the file was read to its end. */
public enum ImportWarning {
  /** The last line of a CSV or of URIs has no line end. */
  NO_FINAL_LINE_END(
      "最後の行に改行がありません。途中で切れたファイルかもしれません。件数をメーカーの納品書と照合してください。",
      "The last line has no line end: the file may be cut off. Compare the count with the maker's"
          + " delivery note.");

  private final String ja;
  private final String en;

  ImportWarning(String ja, String en) {
    this.ja = ja;
    this.en = en;
  }

  /** What to do, in Japanese. */
  public String ja() {
    return ja;
  }

  /** What to do, in English. */
  public String en() {
    return en;
  }
}
