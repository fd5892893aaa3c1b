package dev.kagimori.station;

import dev.kagimori.station.Columns.Cell;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A watch for people: one line for each that comes (+) or goes (-). */
final class WatchTable implements Watch.Listener {
  private static final int[] WIDTH_MIN = {8, 1, 12, 10, 9, 8, 8};

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final PrintWriter out;
  private final Language language;
  private final ReadingTable table;
  private boolean headed;

  WatchTable(PrintWriter out, Language language) {
    this.out = out;
    this.language = language;
    table = new ReadingTable(language);
  }

  @Override
  public void connected(Rack rack) {
    say(
        rack.name()
            + language.of(
                ": 接続しました。トークン " + rack.fobs() + " 個", ": connected, " + rack.fobs() + " fobs"));
  }

  @Override
  public void lost(StationException why) {
    say(language.of(why));
    say(language.of("回線を待っています。Ctrl-C で終了します。", "Waiting for the line. Ctrl-C ends this."));
  }

  @Override
  public void read(List<Reading> readings) {
    var rows = new ArrayList<List<Cell>>();
    if (!headed) rows.add(marked(language.of("時刻", "TIME"), "", table.head()));
    headed = true;
    for (var reading : readings) rows.add(marked(now(), "+", table.row(reading)));
    Columns.align(rows, WIDTH_MIN).forEach(out::println);
    for (var reading : readings) {
      if (reading instanceof Reading.Unread(var serial, var why)) say(table.reason(serial, why));
    }
    out.flush();
  }

  @Override
  public void gone(List<String> serials) {
    var rows = new ArrayList<List<Cell>>();
    for (String serial : serials) {
      rows.add(
          marked(now(), "-", List.of(Cell.left(serial), Cell.left(language.of("取り外し", "gone")))));
    }
    Columns.align(rows, WIDTH_MIN).forEach(out::println);
    out.flush();
  }

  private static List<Cell> marked(String time, String mark, List<Cell> rest) {
    var row = new ArrayList<Cell>();
    row.add(Cell.left(time));
    row.add(Cell.left(mark));
    row.addAll(rest);
    return row;
  }

  private void say(String text) {
    out.println(now() + "    " + text);
    out.flush();
  }

  private static String now() {
    return LocalTime.now(ZoneId.systemDefault()).format(TIME);
  }
}
