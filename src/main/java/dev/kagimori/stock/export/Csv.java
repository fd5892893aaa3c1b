package dev.kagimori.stock.export;

import org.jspecify.annotations.Nullable;

/** A field of a CSV file (RFC 4180 §2), harmless to spreadsheets. */
final class Csv {
  /** What a spreadsheet takes for the beginning of a formula, or skips before one. */
  private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

  private Csv() {}

  /** Quoted where it has to be; an apostrophe before what a spreadsheet would compute. */
  static String field(@Nullable String value) {
    if (value == null || value.isEmpty()) return "";
    var text = startsFormula(value) ? '\'' + value : value;
    return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static boolean startsFormula(String value) {
    var stripped = value.stripLeading();
    return FORMULA.indexOf(value.charAt(0)) >= 0
        || (!stripped.isEmpty() && FORMULA.indexOf(stripped.charAt(0)) >= 0);
  }

  private static boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ' ');
  }
}
