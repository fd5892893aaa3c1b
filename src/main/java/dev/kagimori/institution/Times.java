package dev.kagimori.institution;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Instants, as the database and people write them. */
public final class Times {
  private static final DateTimeFormatter PRECISE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private Times() {}

  public static @Nullable Instant instant(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  public static @Nullable OffsetDateTime column(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  /** RFC 3339 in Tokyo's offset, to the second: what a customer reads on a receipt (E14). */
  public static String text(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS)
        .atZone(BusinessDay.TOKYO)
        .toOffsetDateTime()
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  /** The same of what may be done from then on: never before it may. */
  public static String earliest(Instant at) {
    return text(at.plusNanos(999_999_999));
  }

  /** RFC 3339 in Tokyo's offset, to the millisecond: what clocks are compared by. */
  public static String precise(Instant at) {
    return PRECISE.format(at.atZone(BusinessDay.TOKYO));
  }
}
