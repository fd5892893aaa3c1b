package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Dates of XML Schema. A delivery's keys have mostly the same, so that the last is remembered. */
final class Dates {
  private String text = "";
  private Instant instant = Instant.EPOCH;

  /** Takes one with its offset; without one it is UTC (RFC 6030 §5 has them in UTC). */
  Instant parse(int line, String field, String value) throws Refused {
    if (value.equals(text)) return instant;
    try {
      instant =
          hasOffset(value)
              ? OffsetDateTime.parse(value).toInstant()
              : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) { // its message quotes the value
      throw Refused.key(
          Reason.MALFORMED,
          line,
          field,
          "2026-11-21T00:00:00Z の形で書いてください。",
          "Write it as 2026-11-21T00:00:00Z.");
    }
    text = value;
    return instant;
  }

  private static boolean hasOffset(String value) {
    var time = value.indexOf('T');
    return value.endsWith("Z")
        || value.indexOf('+', Math.max(0, time)) > 0
        || (time > 0 && value.indexOf('-', time) > 0);
  }
}
