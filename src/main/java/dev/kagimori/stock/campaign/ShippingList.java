package dev.kagimori.stock.campaign;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list that fobs are packed by, as CSV (RFC 4180). No cell begins with what a spreadsheet takes
 * for a formula: an apostrophe stands before it.
 */
public final class ShippingList {
  private static final String FORMULAS = "=+-@\t\r";
  private static final int PAGE = 2_000;

  private final OutputStream out;

  private ShippingList(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes all of them, with a heading; awaits, and leaves the stream open.
   *
   * @return how many lines, without the heading
   */
  public static int write(OutputStream out, Slip slip) throws IOException {
    var list = new ShippingList(out);
    list.line(
        Stream.of(
            "branch", "shelf", "box", "newSerial", "oldSerial", "contract", "user", "member"));
    int lines = 0;
    for (int from = 0; from < slip.fobs(); from += PAGE) {
      var some = slip.some(from, Math.min(slip.fobs(), from + PAGE));
      list.add(some);
      lines += some.size();
    }
    return lines;
  }

  private void add(List<Progress.Member> members) throws IOException {
    for (var member : members)
      line(
          Stream.of(
              text(member.branch()),
              text(member.shelf()),
              text(member.box()),
              text(member.newSerial()),
              member.oldSerial(),
              member.contract(),
              member.user(),
              Integer.toString(member.member())));
  }

  private void line(Stream<String> cells) throws IOException {
    var line = cells.map(ShippingList::cell).collect(Collectors.joining(",", "", "\r\n"));
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }

  static String cell(String value) {
    var safe = !value.isEmpty() && FORMULAS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
