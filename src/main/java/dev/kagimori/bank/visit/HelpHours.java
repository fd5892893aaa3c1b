package dev.kagimori.bank.visit;

import dev.kagimori.client.DayKind;
import dev.kagimori.client.Institution;
import java.util.ArrayList;
import java.util.List;

/** When the help desk answers, as people read it (A13). */
public final class HelpHours {
  private HelpHours() {}

  /** Each kind of day, then the closed days. */
  public static List<String> lines(Lang lang, Institution.HelpDesk desk) {
    var lines = new ArrayList<String>();
    for (var kind : DayKind.values()) {
      var hours = desk.hours().get(kind);
      if (hours != null) lines.add(name(lang, kind) + " " + hours.replace("-", lang.t("〜", "–")));
    }
    if (!desk.closed().isEmpty())
      lines.add(lang.t("休業日：", "Closed: ") + String.join(lang.t("、", ", "), closed(lang, desk)));
    return List.copyOf(lines);
  }

  private static List<String> closed(Lang lang, Institution.HelpDesk desk) {
    return desk.closed().stream().map(span -> span(lang, span)).toList();
  }

  private static String span(Lang lang, String span) {
    var ends = span.split("/", 2);
    var from = day(lang, ends[0]);
    return ends.length == 1 ? from : from + lang.t("〜", " to ") + day(lang, ends[1]);
  }

  private static String day(Lang lang, String monthAndDay) {
    var parts = monthAndDay.split("-", 2);
    var month = Integer.parseInt(parts[0]);
    var day = Integer.parseInt(parts[1]);
    return lang.t("%d月%d日".formatted(month, day), "%d/%d".formatted(month, day));
  }

  private static String name(Lang lang, DayKind kind) {
    return switch (kind) {
      case WEEKDAY -> lang.t("平日", "Weekdays");
      case SATURDAY -> lang.t("土曜日", "Saturdays");
      case SUNDAY -> lang.t("日曜日", "Sundays");
      case HOLIDAY -> lang.t("祝日", "Holidays");
      case UNKNOWN -> lang.t("その他", "Other days");
    };
  }
}
