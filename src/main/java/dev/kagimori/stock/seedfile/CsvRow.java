package dev.kagimori.stock.seedfile;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.CsvColumns.Column;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of a CSV file, to be judged.
 *
 * @param cut whether the file ends in it without ending the line
 */
record CsvRow(CSVRecord values, int position, int line, boolean cut) {
  String serial(CsvColumns columns) {
    return columns.value(values, Column.SERIAL);
  }

  /** The record; the seed is written as {@code text} has it. */
  SeedRecord record(CsvColumns columns, SeedText text, Dates dates) throws Refused {
    if (columns.hasHeader() && values.size() != columns.count())
      throw Refused.key(
          Reason.MALFORMED,
          line,
          "row",
          "列の数が見出し行と違います。",
          "The number of columns is not the header's.");
    type(columns);
    var serial = required(columns, Column.SERIAL, "serial");
    var algorithm = algorithm(columns);
    var digits = Fields.digits(line, "digits", columns.value(values, Column.DIGITS));
    var step = Fields.step(line, "step", columns.value(values, Column.STEP));
    var drift = Fields.drift(line, "drift", columns.value(values, Column.DRIFT), step);
    var start = date(columns, Column.START, "start", dates, Dates.Edge.START);
    var expiry = date(columns, Column.EXPIRY, "expiry", dates, Dates.Edge.END);
    var manufacturer = printable(columns, Column.MANUFACTURER, "manufacturer");
    var model = printable(columns, Column.MODEL, "model");
    var bytes = seed(columns, text);
    var bits = bytes.length * 8;
    return new SeedRecord(
        position,
        line,
        serial,
        "",
        manufacturer,
        model,
        algorithm,
        digits,
        step,
        Seed.owning(bytes),
        bits,
        false,
        start,
        expiry,
        drift);
  }

  /** OATH's layout is of HOTP where it does not say; a header with no type is of TOTP. */
  private void type(CsvColumns columns) throws Refused {
    var type = columns.value(values, Column.TYPE).toLowerCase(Locale.ROOT);
    if (!columns.has(Column.TYPE)) {
      if (columns.value(values, Column.COUNTER).isEmpty()) return;
      throw Refused.key(
          Reason.NOT_TOTP,
          line,
          "counter",
          "カウンターがある HOTP は対象外です。",
          "Has a counter: HOTP is out of scope.");
    }
    switch (type) {
      case "totp", "time", "time-based", "timebased" -> {}
      case "" ->
          throw Refused.key(
              Reason.MISSING, line, "type", "種類(TOTP)が書かれていません。", "The type (TOTP) is not stated.");
      default ->
          throw Refused.key(
              Reason.NOT_TOTP,
              line,
              "type",
              "TOTP だけが使えます。HOTP や OCRA は対象外です。",
              "Only TOTP can be used; HOTP and OCRA are out of scope.");
    }
  }

  private Optional<Algorithm> algorithm(CsvColumns columns) throws Refused {
    var stated = columns.value(values, Column.ALGORITHM);
    if (stated.isEmpty()) return Optional.empty();
    return Optional.of(Fields.algorithm(line, "algorithm", stated));
  }

  private Optional<Instant> date(
      CsvColumns columns, Column column, String field, Dates dates, Dates.Edge edge)
      throws Refused {
    var value = columns.value(values, column);
    if (value.isEmpty()) return Optional.empty();
    return Optional.of(dates.parseDay(line, field, value, edge));
  }

  private String required(CsvColumns columns, Column column, String field) throws Refused {
    var value = printable(columns, column, field);
    if (value.isEmpty()) throw Refused.key(Reason.MISSING, line, field, "ありません。", "Is missing.");
    return value;
  }

  private String printable(CsvColumns columns, Column column, String field) throws Refused {
    return Fields.printable(line, field, columns.value(values, column));
  }

  private byte[] seed(CsvColumns columns, SeedText text) throws Refused {
    var written = columns.seed(values);
    if (written.isEmpty())
      throw Refused.key(Reason.MISSING, line, "secret", "シードがありません。", "The seed is missing.");
    var bytes = text.decode(written);
    if (bytes == null) {
      var hex = text == SeedText.HEX;
      throw Refused.key(
          Reason.MALFORMED,
          line,
          "secret",
          hex ? "16 進数ではありません。" : "Base32 ではありません。",
          hex ? "Is not hex." : "Is not Base32.");
    }
    Fields.checkSeed(line, "secret", bytes);
    return bytes;
  }
}
