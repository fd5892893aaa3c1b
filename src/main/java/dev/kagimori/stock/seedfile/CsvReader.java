package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file (RFC 4180; semicolons and tabs too): OATH's layout, or a maker's with a header
 * line. Whether its seeds are hex or Base32 the header says, or else the first value that can be
 * one of them only; rows before that wait, a bounded number of them.
 */
final class CsvReader {
  private static final int WAITING_MAX = 64;

  private final BoundedInput bytes;
  private final SeedFileLimits limits;
  private final Consumer<SeedResult> results;
  private final Dates dates = new Dates();
  private final List<CsvRow> waiting = new ArrayList<>();
  private @Nullable CsvColumns columns;
  private @Nullable SeedText text;
  private int seedLength;
  private int serialLength;
  private int position;
  private int line = 1;

  private CsvReader(BoundedInput bytes, SeedFileLimits limits, Consumer<SeedResult> results) {
    this.bytes = bytes;
    this.limits = limits;
    this.results = results;
  }

  static FileEnd read(
      BoundedInput in, FileHead head, SeedFileLimits limits, Consumer<SeedResult> results)
      throws IOException {
    var reader = new CsvReader(in, limits, results);
    try {
      var chars = new InputStreamReader(in, head.charset().newDecoder());
      reader.rows(chars, delimiter(head.firstLine()));
    } catch (Refused e) {
      results.accept(new SeedResult.Broken(e.problem(reader.position, "")));
    } catch (CharacterCodingException e) {
      results.accept(new SeedResult.Broken(Lines.notText(reader.line).problem(0, "")));
    } catch (BoundedInput.TooLong e) {
      results.accept(new SeedResult.Broken(Lines.tooLong(reader.line).problem(0, "")));
    } catch (CSVException e) { // quotes the file
      results.accept(new SeedResult.Broken(notCsv(reader.line).problem(0, "")));
    }
    return in.end();
  }

  private static char delimiter(String line) {
    var best = ',';
    for (var c : new char[] {';', '\t'}) if (count(line, c) > count(line, best)) best = c;
    return best;
  }

  private static long count(String line, char c) {
    return line.chars().filter(each -> each == c).count();
  }

  private static Refused notCsv(int line) {
    return Refused.file(
        Reason.MALFORMED,
        line,
        "row",
        "CSV として正しくないか、途中で切れています(引用符を確認してください)。",
        "Is not CSV, or cut off (check the quotes).");
  }

  private void rows(Reader chars, char delimiter) throws IOException, Refused {
    var format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter)
            .setCommentMarker('#')
            .setIgnoreEmptyLines(true)
            .get();
    try { // the parser is not closed: that would close the caller's stream
      var parser = CSVParser.builder().setReader(chars).setFormat(format).get();
      var rows = parser.iterator();
      while (rows.hasNext()) {
        var row = rows.next();
        line = (int) Math.min(Integer.MAX_VALUE, Math.max(1, parser.getCurrentLineNumber()));
        bytes.progressed();
        var at = line;
        row(row, at, !rows.hasNext() && !bytes.isAtLineEnd());
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!waiting.isEmpty()) throw undecided();
    if (position == 0)
      throw Refused.file(
          Reason.MISSING, line, "row", "シードが一行もありません。", "There is no row with a seed.");
  }

  private void row(CSVRecord row, int at, boolean cut) throws Refused {
    if (row.size() > SeedFileLimits.COLUMNS)
      throw Refused.file(Reason.TOO_LARGE, at, "row", "列が多すぎます。", "There are too many columns.");
    var known = columns;
    if (known == null) {
      known = CsvColumns.of(row, at);
      columns = known;
      text = known.seedText();
      if (known.hasHeader()) return;
    }
    if (++position > limits.records()) throw Lines.tooMany(at);
    take(known, new CsvRow(row, position, at, cut));
  }

  private void take(CsvColumns known, CsvRow row) throws Refused {
    var seed = known.seed(row.values());
    var decided = text;
    if (decided == null) {
      decided = decide(seed);
      if (decided == null) {
        waiting.add(row);
        if (waiting.size() > WAITING_MAX) throw undecided();
        return;
      }
      text = decided;
      for (var earlier : waiting) give(known, decided, earlier);
      waiting.clear();
    }
    give(known, decided, row);
  }

  /** Null where a seed could be both, or is neither. */
  private static @Nullable SeedText decide(String seed) {
    var hex = SeedText.HEX.is(seed);
    return hex == SeedText.BASE32.is(seed) ? null : hex ? SeedText.HEX : SeedText.BASE32;
  }

  private Refused undecided() {
    return Refused.file(
        Reason.AMBIGUOUS,
        line,
        "secret",
        "シードが 16 進数か Base32 か分かりません。見出しを secret_hex か secret_base32 にしてください。",
        "Whether seeds are hex or Base32 cannot be told; name the column secret_hex or"
            + " secret_base32.");
  }

  private void give(CsvColumns known, SeedText decided, CsvRow row) throws Refused {
    var seed = known.seed(row.values());
    var other = decided == SeedText.HEX ? SeedText.BASE32 : SeedText.HEX;
    if (known.has(CsvColumns.Column.SEED) && !decided.is(seed) && other.is(seed))
      throw Refused.file(
          Reason.AMBIGUOUS,
          row.line(),
          "secret",
          "16 進数と Base32 が混ざっています。一つに揃えてください。",
          "Hex and Base32 are mixed; use one of them.");
    var serial = row.serial(known);
    if (row.cut()
        && (row.values().size() < known.count()
            || differs(seed, seedLength)
            || differs(serial, serialLength))) throw Lines.cutOff(row.line());
    if (seedLength == 0) seedLength = seed.length();
    if (serialLength == 0) serialLength = serial.length();
    SeedResult result;
    try {
      result = new SeedResult.Usable(row.record(known, decided, dates));
    } catch (Refused e) {
      if (e.isFatal()) throw e;
      result = new SeedResult.Unusable(e.problem(row.position(), row.serial(known)));
    }
    results.accept(result);
  }

  private static boolean differs(String value, int usual) {
    return usual != 0 && value.length() != usual;
  }
}
