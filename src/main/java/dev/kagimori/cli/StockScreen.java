package dev.kagimori.cli;

import dev.kagimori.stock.Handled;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.Selection;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What commands on fobs read and show. */
final class StockScreen {
  private static final int LINES_MAX = 1_000;

  private final Screen screen;
  private final boolean json;

  StockScreen(CommandSpec spec, StockOptions options) {
    screen = new Screen(spec);
    json = options.json();
  }

  /** What somebody looks at: lines of a table, and what stands beside it. */
  int show(JsonObject told, String rows) {
    if (json) return screen.done(told.encodePrettily());
    var text = new StringBuilder();
    for (var name : told.fieldNames())
      if (!name.equals(rows))
        text.append(name).append(": ").append(told.getValue(name)).append('\n');
    var table = told.getJsonArray(rows);
    return screen.done(text.append(table == null ? "" : table(table)).toString().stripTrailing());
  }

  /** With which fobs it is done; whoever waits for all of them is told by the status. */
  int show(Handled handled) {
    return switch (handled) {
      case Handled.Done done -> {
        show(done.toJson(), "left");
        yield done.leftInAll() == 0 ? Screen.DONE : Screen.REFUSED;
      }
      case Handled.UnknownBranch(var branch) ->
          screen.refused(
              "--to-branch: 店舗 %s はないか、閉鎖されています。kagimori stock branch-add で登録してください。"
                  .formatted(branch),
              "--to-branch: there is no open branch %s; kagimori stock branch-add registers one."
                  .formatted(branch));
      case Handled.NoneThere(var fobs) -> noneThere(fobs);
      case Handled.TooMany() ->
          screen.refused(
              "一度に扱えるのは " + Selection.FOBS_MAX + " 本までです。箱やシリアル番号の範囲で分けてください。",
              "At most " + Selection.FOBS_MAX + " fobs are handled at once; do it box by box.");
    };
  }

  private int noneThere(Selection fobs) {
    return switch (fobs) {
      case Selection.Box _ -> notKnown(Known.BOX);
      case Selection.OfDelivery _ -> notKnown(Known.DELIVERY);
      case Selection.Serials _ -> noSuchFob();
      case Selection.Range _ ->
          refused(
              "--range: この範囲のトークンはありません。kagimori stock fobs で確認してください。",
              "--range: there is no fob from the first to the last; see kagimori stock fobs.");
    };
  }

  /** Most likely it was mistyped; the status is not that of an empty place. */
  int notKnown(Known what) {
    return switch (what) {
      case BRANCH ->
          refused(
              "--branch: この店舗は登録されていません。kagimori stock branches で確認してください。",
              "--branch: there is no such branch; see kagimori stock branches.");
      case BOX ->
          refused(
              "--box: この箱に入っているトークンはありません。kagimori stock fobs で確認してください。",
              "--box: no fob lies in such a box; see kagimori stock fobs.");
      case DELIVERY ->
          refused(
              "--delivery: この番号の納品はありません。kagimori stock fobs で確認してください。",
              "--delivery: there is no delivery of that number; see kagimori stock fobs.");
    };
  }

  int noSuchInstitution(String institution) {
    return refused(
        "金融機関 " + institution + " はありません。", "There is no institution " + institution + ".");
  }

  int refused(String ja, String en) {
    return screen.refused(ja, en);
  }

  int noSuchFob() {
    return refused("そのシリアル番号はありません。", "There is no such serial number.");
  }

  /** A serial number as it is typed; empty: it is none, which is told. */
  Optional<SerialNumber> serial(String typed) {
    var serial = SerialNumber.parse(typed);
    if (serial.isEmpty())
      refused(
          "シリアル番号は英数字6〜20文字です: " + typed,
          "A serial number is 6 to 20 letters and digits: " + typed);
    return serial;
  }

  /** All of them, or those on standard input, one a line, where {@code -} stands for them. */
  Optional<List<SerialNumber>> serials(List<String> typed) throws IOException {
    var serials = new ArrayList<SerialNumber>();
    for (var one : typed.equals(List.of("-")) ? scanned() : typed) {
      var serial = serial(one);
      if (serial.isEmpty()) return Optional.empty();
      serials.add(serial.get());
    }
    if (serials.size() > LINES_MAX) {
      refused("一度に指定できるのは 1,000 本までです。", "At most 1,000 fobs are named at once.");
      return Optional.empty();
    }
    return Optional.of(serials);
  }

  private static List<String> scanned() throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return in.lines().filter(line -> !line.isBlank()).limit(LINES_MAX + 1L).toList();
  }

  private static String table(JsonArray rows) {
    if (rows.isEmpty()) return "";
    var names = List.copyOf(rows.getJsonObject(0).fieldNames());
    var widths = new int[names.size()];
    for (int n = 0; n < widths.length; n++) {
      widths[n] = names.get(n).length();
      for (int row = 0; row < rows.size(); row++)
        widths[n] = Math.max(widths[n], cell(rows.getJsonObject(row), names.get(n)).length());
    }
    var text = new StringBuilder();
    for (int n = 0; n < widths.length; n++) pad(text, names.get(n), widths[n]);
    for (int row = 0; row < rows.size(); row++) {
      text.append('\n');
      for (int n = 0; n < widths.length; n++)
        pad(text, cell(rows.getJsonObject(row), names.get(n)), widths[n]);
    }
    return text.toString();
  }

  private static String cell(JsonObject row, String name) {
    var value = row.getValue(name);
    return value == null ? "-" : value.toString();
  }

  private static void pad(StringBuilder text, String cell, int width) {
    text.append(cell).append(" ".repeat(width - cell.length() + 2));
  }
}
