package dev.kagimori.mail;

import dev.kagimori.institution.HelpDesk;
import dev.kagimori.institution.HelpDesk.Day;
import dev.kagimori.institution.Terms;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the terms say of who writes a mail, and in which language. */
public final class Letterheads {
  private Letterheads() {}

  /** The first language of the terms; empty where the institution sends no mails. */
  public static Optional<Language> language(Terms terms) {
    var mail = terms.mail();
    return mail == null
        ? Optional.empty()
        : Optional.of(Language.valueOf(mail.languages().getFirst().toUpperCase(Locale.ROOT)));
  }

  /**
   * The letterhead of an institution that sends mails.
   *
   * @throws IllegalStateException when it sends none
   */
  public static Letterhead of(Terms terms, Language language) {
    var mail = terms.mail();
    var desk = terms.helpDesk();
    if (mail == null || desk == null) throw new IllegalStateException("no mails are sent");
    return switch (language) {
      case JA ->
          new Letterhead(
              terms.nameJa(), Address.of(mail.from()), desk.nameJa(), desk.phone(), hoursJa(desk));
      case EN ->
          new Letterhead(
              terms.nameEn(), Address.of(mail.from()), desk.nameEn(), desk.phone(), hoursEn(desk));
    };
  }

  private static String hoursJa(HelpDesk desk) {
    var hours =
        Arrays.stream(Day.values())
            .filter(desk.hours()::containsKey)
            .map(day -> dayJa(day) + " " + desk.hours().get(day))
            .collect(Collectors.joining("、"));
    if (hours.isEmpty()) return "お電話でご確認ください";
    return desk.closed().isEmpty()
        ? hours
        : hours + "（休業日 " + String.join("、", desk.closed()).replace("/", "～") + "）";
  }

  private static String hoursEn(HelpDesk desk) {
    var hours =
        Arrays.stream(Day.values())
            .filter(desk.hours()::containsKey)
            .map(day -> dayEn(day) + " " + desk.hours().get(day))
            .collect(Collectors.joining(", "));
    if (hours.isEmpty()) return "please ask by telephone";
    return desk.closed().isEmpty()
        ? hours
        : hours + " (closed " + String.join(", ", desk.closed()).replace("/", " to ") + ")";
  }

  private static String dayJa(Day day) {
    return switch (day) {
      case WEEKDAY -> "平日";
      case SATURDAY -> "土曜";
      case SUNDAY -> "日曜";
      case HOLIDAY -> "祝日";
    };
  }

  private static String dayEn(Day day) {
    return switch (day) {
      case WEEKDAY -> "weekdays";
      case SATURDAY -> "Saturdays";
      case SUNDAY -> "Sundays";
      case HOLIDAY -> "holidays";
    };
  }
}
