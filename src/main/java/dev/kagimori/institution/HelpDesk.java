package dev.kagimori.institution;

import java.util.List;
import java.util.Map;

/**
 * Whom customers call (A13), as pages, app and mails show it.
 *
 * @param hours by kind of day, such as {@code 09:00-24:00}
 * @param closed days of the year, such as {@code 01-03}, or spans of them, {@code 12-31/01-03}
 */
public record HelpDesk(
    String nameJa, String nameEn, String phone, Map<Day, String> hours, List<String> closed) {
  /** Kinds of days. */
  public enum Day {
    WEEKDAY,
    SATURDAY,
    SUNDAY,
    HOLIDAY
  }

  public HelpDesk {
    hours = Map.copyOf(hours);
    closed = List.copyOf(closed);
  }
}
