package dev.kagimori.mail;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.HelpDesk;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Times, hours and links in the words of a language. */
final class Wording {
  private static final DateTimeFormatter TIME_JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日 H時mm分", Locale.JAPAN).withZone(BusinessDay.TOKYO);
  private static final DateTimeFormatter TIME_EN =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm '(Japan time)'", Locale.ENGLISH)
          .withZone(BusinessDay.TOKYO);
  private static final DateTimeFormatter DATE_JA =
      DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.JAPAN);
  private static final DateTimeFormatter DATE_EN =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_JA = DateTimeFormatter.ofPattern("M月d日", Locale.JAPAN);
  private static final DateTimeFormatter DAY_EN =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

  private Wording() {}

  /** A value as a mail tells it. */
  static String told(Slot slot, String value, Language language) {
    return switch (slot.form()) {
      case TEXT -> value;
      case TIME -> time(Instant.parse(value), language);
      case DAY -> day(LocalDate.parse(value), language);
      case LINKS -> value.lines().map(link -> link(link, language)).collect(joining("\n"));
    };
  }

  private static String day(LocalDate day, Language language) {
    return switch (language) {
      case JA -> DATE_JA.format(day);
      case EN -> DATE_EN.format(day);
    };
  }

  static String time(Instant at, Language language) {
    return switch (language) {
      case JA -> TIME_JA.format(at);
      case EN -> TIME_EN.format(at);
    };
  }

  private static String link(String line, Language language) {
    int space = line.indexOf(' ');
    var address = line.substring(space + 1);
    return switch (Slot.Link.valueOf(line.substring(0, space))) {
      case SMARTPHONE -> label(language, "　スマートフォン ", "  Smartphones: ") + address;
      case FEATURE_PHONE -> label(language, "　携帯電話 ", "  Feature phones: ") + address;
      case MODELS -> label(language, "　対応機種 ", "  Supported models: ") + address;
    };
  }

  /** Such as 平日 09:00-24:00、土曜・日曜・祝日 09:00-17:00（休業日 12月31日〜1月3日）. */
  static String hours(HelpDesk desk, Language language) {
    var byHours = new EnumMap<HelpDesk.Day, String>(HelpDesk.Day.class);
    byHours.putAll(desk.hours());
    var days =
        byHours.entrySet().stream()
            .collect(
                groupingBy(
                    day -> day.getValue(),
                    LinkedHashMap::new,
                    java.util.stream.Collectors.mapping(
                        day -> day(day.getKey(), language), joining(label(language, "・", ", ")))));
    var open =
        days.entrySet().stream()
            .map(group -> group.getValue() + " " + group.getKey())
            .collect(joining(label(language, "、", "; ")));
    if (open.isEmpty()) open = label(language, "ホームページをご覧ください", "see our web site");
    return desk.closed().isEmpty() ? open : open + closed(desk.closed(), language);
  }

  private static String closed(List<String> closed, Language language) {
    var days =
        closed.stream()
            .map(span ->
                List.of(span.split("/")).stream()
                    .map(day -> monthDay(day, language))
                    .collect(joining(label(language, "〜", " to "))))
            .collect(joining(label(language, "、", ", ")));
    return label(language, "（休業日 ", " (closed on ") + days + label(language, "）", ")");
  }

  private static String monthDay(String text, Language language) {
    try {
      var day = MonthDay.parse("--" + text);
      return switch (language) {
        case JA -> day.format(DAY_JA);
        case EN -> day.format(DAY_EN);
      };
    } catch (DateTimeParseException e) { // of terms that an earlier release took
      return text;
    }
  }

  private static String day(HelpDesk.Day day, Language language) {
    return switch (day) {
      case WEEKDAY -> label(language, "平日", "weekdays");
      case SATURDAY -> label(language, "土曜", "Saturdays");
      case SUNDAY -> label(language, "日曜", "Sundays");
      case HOLIDAY -> label(language, "祝日", "holidays");
    };
  }

  private static String label(Language language, String ja, String en) {
    return switch (language) {
      case JA -> ja;
      case EN -> en;
    };
  }
}
