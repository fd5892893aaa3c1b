package dev.kagimori.stock.seedfile;

import dev.kagimori.institution.BusinessDay;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Dates of a file. A delivery's keys have mostly the same, so that the last is remembered. */
final class Dates {
  /** With hyphens, with slashes (as spreadsheets write them), or eight digits. */
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("[uuuu-MM-dd][uuuu/M/d][uuuuMMdd]")
          .withResolverStyle(ResolverStyle.STRICT);

  /** No key is of before or after, and not all that read dates know longer years. */
  private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2999-12-31T23:59:59Z");

  /** Which instant of a day is meant where a file names the day alone. */
  enum Edge {
    /** Its first one. */
    START,
    /** The first one after it. */
    END
  }

  private String text = "\n"; // no value, which has no space around it
  private Edge edge = Edge.START;
  private Instant instant = Instant.EPOCH;

  /**
   * Takes a date-time of XML Schema with its offset; without one it is UTC (RFC 6030 §5 has them in
   * UTC).
   */
  Instant parse(int line, String field, String value) throws Refused {
    if (value.equals(text)) return instant;
    var read =
        dateTime(value)
            .orElseThrow(() ->
                malformed(
                    line,
                    field,
                    "2026-11-21T00:00:00Z の形で書いてください。",
                    "Write it as 2026-11-21T00:00:00Z."));
    instant = within(line, field, read);
    text = value;
    return instant;
  }

  /** The same, or a day in Asia/Tokyo. */
  Instant parseDay(int line, String field, String value, Edge at) throws Refused {
    if (value.equals(text) && at == edge) return instant;
    var read =
        day(value, at)
            .or(() -> dateTime(value))
            .orElseThrow(() ->
                malformed(
                    line,
                    field,
                    "2026-11-21、2026/11/21、20261121 か 2026-11-21T00:00:00+09:00 の形で書いてください。",
                    "Write it as 2026-11-21, 2026/11/21, 20261121 or 2026-11-21T00:00:00+09:00."));
    instant = within(line, field, read);
    text = value;
    edge = at;
    return instant;
  }

  private static Optional<Instant> day(String value, Edge at) {
    try {
      var day = LocalDate.parse(value, DAY);
      var edge = at == Edge.START ? day : day.plusDays(1);
      return Optional.of(edge.atStartOfDay(BusinessDay.TOKYO).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> dateTime(String value) {
    try {
      return Optional.of(
          hasOffset(value)
              ? OffsetDateTime.parse(value).toInstant()
              : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) { // its message quotes the value
      return Optional.empty();
    }
  }

  private static Instant within(int line, String field, Instant instant) throws Refused {
    if (!instant.isBefore(FIRST) && !instant.isAfter(LAST)) return instant;
    throw Refused.key(
        Reason.OUT_OF_RANGE,
        line,
        field,
        "1900年から2999年までにしてください。期限がなければ空にしてください。",
        "Has to be of the years 1900 to 2999; leave it empty where there is no end.");
  }

  private static Refused malformed(int line, String field, String ja, String en) {
    return Refused.key(Reason.MALFORMED, line, field, ja, en);
  }

  private static boolean hasOffset(String value) {
    var time = value.indexOf('T');
    return value.endsWith("Z")
        || value.indexOf('+', Math.max(0, time)) > 0
        || (time > 0 && value.indexOf('-', time) > 0);
  }
}
