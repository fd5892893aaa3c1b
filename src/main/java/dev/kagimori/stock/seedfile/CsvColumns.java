package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which column holds what: by the names in a header line, or by place as in OATH's own layout
 * (serial number, seed in hex, type, digits, step or counter).
 */
final class CsvColumns {
  /** What a column may hold, and the names it goes by (in small letters, without punctuation). */
  enum Column {
    SERIAL(
        "serial serialno serialnumber serialnum sn tokenserial tokenserialnumber シリアル シリアル番号 シリアルno"
            + " 製造番号"),
    SEED("seed secret key secretkey seedkey tokenseed sharedsecret otpkey シード シークレット 秘密鍵 鍵"),
    SEED_HEX("secrethex seedhex keyhex hexsecret hexseed hexkey hex シードhex シード16進"),
    SEED_BASE32(
        "secretbase32 seedbase32 keybase32 base32secret base32seed base32key base32 シードbase32"),
    TYPE("type tokentype otptype 種類 種別"),
    DIGITS("digits digit otplength otplen codelength 桁数"),
    STEP("step stepseconds timestep interval timeinterval period ステップ 間隔 周期 時間間隔"),
    ALGORITHM("algorithm algo hash hashalgorithm hashalgo hmac suite アルゴリズム ハッシュ"),
    COUNTER("counter カウンター カウンタ"),
    DRIFT("drift timedrift ドリフト"),
    START("start startdate validfrom 開始日 有効開始日"),
    EXPIRY("expiry expirydate expires expirationdate validuntil 有効期限 失効日"),
    MANUFACTURER("manufacturer maker vendor issuer メーカー 製造元"),
    MODEL("model product 型番 製品 製品名");

    private final String names;

    Column(String names) {
      this.names = " " + names + " ";
    }

    static @Nullable Column of(String header) {
      var name = normal(header);
      if (name.isEmpty()) return null;
      for (var column : values()) if (column.names.contains(" " + name + " ")) return column;
      return null;
    }
  }

  private static final List<Column> OATH =
      List.of(Column.SERIAL, Column.SEED_HEX, Column.TYPE, Column.DIGITS, Column.STEP);

  /** Of makers who write no header: all are TOTP. */
  private static final List<Column> MAKERS = List.of(Column.SERIAL, Column.SEED, Column.STEP);

  private final Map<Column, Integer> places;
  private final int count;
  private final boolean header;

  private CsvColumns(Map<Column, Integer> places, int count, boolean header) {
    this.places = places;
    this.count = count;
    this.header = header;
  }

  /** Full-width letters are letters; spaces, dashes and such are nothing. */
  private static String normal(String header) {
    var name = Normalizer.normalize(header, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var normal = new StringBuilder();
    name.codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == 'ー')
        .forEach(normal::appendCodePoint);
    return normal.toString();
  }

  /** What the first row says. */
  static CsvColumns of(CSVRecord first, int line) throws Refused {
    var places = new EnumMap<Column, Integer>(Column.class);
    for (var i = 0; i < first.size(); i++) {
      var column = Column.of(first.get(i));
      if (column != null && places.put(column, i) != null)
        throw Refused.file(
            Reason.AMBIGUOUS,
            line,
            "header",
            "同じ意味の列が二つあります。一つにしてください。",
            "Two columns mean the same; leave one.");
    }
    if (places.isEmpty()) return isMakers(first) ? bare(MAKERS, first) : oath(first, line);
    var seeds = places.keySet().stream().filter(CsvColumns::isSeed).count();
    if (!places.containsKey(Column.SERIAL) || seeds == 0)
      throw Refused.file(
          Reason.MISSING,
          line,
          "header",
          "見出し行に serial と secret(secret_hex か secret_base32)の列が要ります。",
          "The header line needs columns serial and secret (or secret_hex, secret_base32).");
    if (seeds > 1)
      throw Refused.file(
          Reason.AMBIGUOUS,
          line,
          "header",
          "シードの列が二つあります。一つにしてください。",
          "There are two columns of seeds; leave one.");
    return new CsvColumns(places, first.size(), true);
  }

  private static boolean isSeed(Column column) {
    return column == Column.SEED || column == Column.SEED_HEX || column == Column.SEED_BASE32;
  }

  private static CsvColumns oath(CSVRecord first, int line) throws Refused {
    if (first.size() < 2 || first.size() > OATH.size() || !looksLikeSeed(first.get(1).strip()))
      throw Refused.file(
          Reason.NOT_SUPPORTED,
          line,
          "header",
          "見出し行がなく、OATH CSV(シリアル番号、16"
              + " 進シード、TOTP、桁数、ステップ)でもメーカーの3列(シリアル番号、シード、ステップ)でもありません。見出し行を付けてください。",
          "Has no header line and is neither OATH CSV (serial, seed in hex, TOTP, digits, step) nor"
              + " a maker's three columns (serial, seed, step). Add a header line.");
    return bare(OATH, first);
  }

  private static CsvColumns bare(List<Column> layout, CSVRecord first) {
    var places = new EnumMap<Column, Integer>(Column.class);
    for (var i = 0; i < layout.size(); i++) places.put(layout.get(i), i);
    return new CsvColumns(places, first.size(), false);
  }

  /** A serial number, a seed, and the seconds of a step. */
  private static boolean isMakers(CSVRecord first) {
    if (first.size() != MAKERS.size() || !first.get(2).strip().matches("[0-9]{1,3}")) return false;
    var seed = first.get(1).strip();
    return seed.length() >= 16 && (SeedText.HEX.is(seed) || SeedText.BASE32.is(seed));
  }

  /** Not a year, nor another number. */
  private static boolean looksLikeSeed(String text) {
    return text.length() >= 16 && SeedText.HEX.is(text);
  }

  boolean hasHeader() {
    return header;
  }

  /** Columns that each row has. */
  int count() {
    return count;
  }

  boolean has(Column column) {
    return places.containsKey(column);
  }

  /** A row's value, without white space around it; empty where there is none. */
  String value(CSVRecord row, Column column) {
    var place = places.get(column);
    return place == null || place >= row.size() ? "" : row.get(place).strip();
  }

  /** The seed as it is written. */
  String seed(CSVRecord row) {
    if (has(Column.SEED)) return value(row, Column.SEED);
    return value(row, has(Column.SEED_HEX) ? Column.SEED_HEX : Column.SEED_BASE32);
  }

  /** How seeds are written, where the header says so; null where the values have to. */
  @Nullable SeedText seedText() {
    if (has(Column.SEED_HEX)) return SeedText.HEX;
    return has(Column.SEED_BASE32) ? SeedText.BASE32 : null;
  }
}
