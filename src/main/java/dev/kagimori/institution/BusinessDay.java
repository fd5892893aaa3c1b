package dev.kagimori.institution;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Days as Japanese banks count them, whatever the server's zone. */
public final class BusinessDay {
  public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private BusinessDay() {}

  public static LocalDate of(Instant at) {
    return at.atZone(TOKYO).toLocalDate();
  }

  /** What a clock in Japan shows. */
  static LocalTime time(Instant at) {
    return at.atZone(TOKYO).toLocalTime();
  }
}
