package dev.kagimori.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** A month of Asia/Tokyo, which has a table of its own in the audit: {@code audit_2026_01}. */
public record AuditMonth(YearMonth month) implements Comparable<AuditMonth> {
  /** The banks' months, and their auditors'. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  /** Where rows lie that no month took. */
  static final String DEFAULT_TABLE = "audit_default";

  private static final String PREFIX = "audit_";
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);

  /** The month that a table holds; empty when it is no month's. */
  public static Optional<AuditMonth> ofTable(String table) {
    if (!table.startsWith(PREFIX)) return Optional.empty();
    try {
      var name = table.substring(PREFIX.length());
      return Optional.of(new AuditMonth(YearMonth.parse(name, NAME)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The month in which an instant lies. */
  public static AuditMonth at(Instant instant) {
    return new AuditMonth(YearMonth.from(instant.atZone(ZONE)));
  }

  public String table() {
    return PREFIX + NAME.format(month);
  }

  /** Its file in an archive; {@code .json} is added for the manifest. */
  String fileName() {
    return "audit-" + month + ".csv.gz";
  }

  /** Its first instant. */
  public OffsetDateTime from() {
    return month.atDay(1).atStartOfDay(ZONE).withZoneSameInstant(ZoneOffset.UTC).toOffsetDateTime();
  }

  /** The first instant of the next. */
  public OffsetDateTime to() {
    return new AuditMonth(month.plusMonths(1)).from();
  }

  @Override
  public int compareTo(AuditMonth other) {
    return month.compareTo(other.month);
  }

  @Override
  public String toString() {
    return month.toString();
  }
}
