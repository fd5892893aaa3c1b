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

  private final OutputStream out;

  /** Writes the heading; leaves the stream open. */
  public ShippingList(OutputStream out) throws IOException {
    this.out = out;
    line(
        Stream.of(
            "branch", "shelf", "box", "newSerial", "oldSerial", "contract", "user", "member"));
  }

  public void add(List<Progress.Member> members) throws IOException {
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
