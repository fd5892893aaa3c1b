package dev.kagimori.institution;

import java.time.DateTimeException;
import java.time.MonthDay;

/** Hours that never are and days that no year has, among those of the help desk (A13). */
final class HelpDeskChecks {
  /** All of them stand in one line of a mail. */
  private static final int CLOSED_MAX = 20;

  private static final String LAST_BEGIN = "23:59";
  private static final String LAST_END = "24:00";

  private HelpDeskChecks() {}

  /**
   * Finds the first.
   *
   * @throws TermsRefused where there is one
   */
  static void refuse(HelpDesk desk) {
    for (var day : HelpDesk.Day.values()) {
      var span = desk.hours().get(day);
      if (span != null) hours("helpDesk.hours." + day, span);
    }
    TermsRefused.unless(
        desk.closed().size() <= CLOSED_MAX,
        "helpDesk.closed",
        CLOSED_MAX + " 件までです。続く日は 12-31/01-03 のようにまとめてください。",
        "has at most " + CLOSED_MAX + ": join days in a row, as 12-31/01-03");
    for (int n = 0; n < desk.closed().size(); n++)
      for (var day : desk.closed().get(n).split("/", -1)) day("helpDesk.closed[" + n + "]", day);
  }

  /** Times of the day in two digits each are in the order of their texts. */
  private static void hours(String place, String span) {
    var begin = span.substring(0, LAST_END.length());
    var end = span.substring(LAST_END.length() + 1);
    TermsRefused.unless(
        begin.compareTo(LAST_BEGIN) <= 0 && end.compareTo(LAST_END) <= 0,
        place,
        span + " にない時刻があります。00:00 から 24:00 までにしてください。",
        span + " has a time that no day has: they go from 00:00 to 24:00");
    TermsRefused.unless(
        begin.compareTo(end) < 0,
        place,
        span + " の終わりが始まりより後ではありません。同じ日のうちに終わる時刻（24:00 まで）にしてください。",
        span + " does not end after it begins: end it later on the same day, at 24:00 at most");
  }

  /** A 29 February is one: it is closed in leap years, and other years have none. */
  private static void day(String place, String day) {
    TermsRefused.unless(
        exists(day),
        place,
        day + " という日はありません。月の日数を確認してください。",
        day + " is no day of any year: mind the month's days");
  }

  private static boolean exists(String day) {
    try {
      MonthDay.parse("--" + day);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
