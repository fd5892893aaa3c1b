package dev.kagimori.station;

import dev.kagimori.station.Columns.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Readings as a table for people. It shows the codes: that is what it is for. */
final class ReadingTable {
  private static final String NOTHING = "-";

  private final Language language;

  ReadingTable(Language language) {
    this.language = language;
  }

  /** Head, one line a fob, and below it why some could not be read. */
  List<String> lines(List<Reading> readings) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(head());
    for (var reading : readings) rows.add(row(reading));
    var lines = new ArrayList<>(Columns.align(rows, new int[rows.getFirst().size()]));
    for (var reading : readings) {
      if (reading instanceof Reading.Unread(String serial, var why)) lines.add(reason(serial, why));
    }
    return lines;
  }

  List<Cell> head() {
    return List.of(
        Cell.left(language.of("シリアル番号", "SERIAL")),
        Cell.left(language.of("コード", "CODE")),
        Cell.right(language.of("電池 %", "BATTERY %")),
        Cell.right(language.of("ずれ 秒", "DRIFT s")),
        Cell.left(language.of("版", "FIRMWARE")));
  }

  List<Cell> row(Reading reading) {
    return switch (reading) {
      case Reading.Lit(var serial, var code, var make, var battery, var drift) ->
          row(serial, code.reveal(), battery, seconds(drift), make);
      case Reading.Dark(var serial, var reason, var make, var battery) ->
          row(serial, dark(reason), battery, NOTHING, make);
      case Reading.Unread(var serial, var why) ->
          List.of(
              Cell.left(serial),
              Cell.left(language.of("読取不可", "unread")),
              Cell.right(NOTHING),
              Cell.right(NOTHING),
              Cell.left(NOTHING));
    };
  }

  /** For below the table. */
  String reason(String serial, StationException why) {
    String text = language.of(why);
    return text.startsWith(serial) ? text : serial + ": " + text;
  }

  private static List<Cell> row(
      String serial, String code, Battery battery, String drift, Make make) {
    return List.of(
        Cell.left(serial),
        Cell.left(code),
        Cell.right(Integer.toString(battery.percent())),
        Cell.right(drift),
        Cell.left(make.firmware()));
  }

  private String dark(Status reason) {
    return reason == Status.EXHAUSTED
        ? language.of("電池切れ", "exhausted")
        : language.of("未設定", "not set up");
  }

  private static String seconds(Drift drift) {
    return String.format(Locale.ROOT, "%+.1f", drift.aheadSeconds());
  }
}
