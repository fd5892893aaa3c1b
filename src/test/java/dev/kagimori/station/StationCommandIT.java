package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.rack.LineFault;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person and a script see. */
@Timeout(60)
class StationCommandIT {
  private final Locale before = Locale.getDefault();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @AfterEach
  void backToTheSystemsLanguage() {
    Locale.setDefault(before);
  }

  private int run(Locale language, String... arguments) {
    Locale.setDefault(language);
    return new CommandLine(new StationCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void readPrintsATableWithACodeForEachFob() throws IOException {
    try (var rack = SimulatedRack.open(SimulatedRack.fobs(4), folder.resolve("rack"))) {
      assertEquals(0, run(Locale.ENGLISH, "read", "--port", rack.line().toString()));
      var lines = out.toString().lines().toList();
      assertEquals(5, lines.size());
      assertTrue(
          lines.getFirst().matches("SERIAL +CODE +BATTERY % +DRIFT s +FIRMWARE"), lines::toString);
      for (String line : lines.subList(1, 5)) {
        assertTrue(
            line.matches("[A-Z0-9]{10,12} +[0-9]{6,8} +[0-9]+ +[+-][0-9.]+ +1\\.0\\.0"), line);
      }
      assertEquals("", err.toString());
    }
  }

  @Test
  void oneFobIsReadByItsNumberAsPeopleTypeItInJapaneseToo() throws IOException {
    try (var rack = SimulatedRack.open(SimulatedRack.fobs(4), folder.resolve("rack"))) {
      var serial = rack.fobs().getFirst().serial();
      var typed = serial.substring(0, 2).toLowerCase(Locale.ROOT) + "－" + serial.substring(2);
      var port = rack.line().toString();
      assertEquals(0, run(Locale.JAPANESE, "read", "--port", port, "--serial", typed));
      assertTrue(out.toString().startsWith("シリアル番号"), out::toString);
      assertTrue(out.toString().contains(serial));
      assertEquals(2, run(Locale.JAPANESE, "read", "--port", port, "--serial", "GM1"));
      assertTrue(err.toString().contains("6～20 文字"), err::toString);
    }
  }

  @Test
  void scriptsGetJson() throws IOException {
    try (var rack = SimulatedRack.open(SimulatedRack.fobs(2), folder.resolve("rack"))) {
      assertEquals(0, run(Locale.ENGLISH, "read", "--json", "--port", rack.line().toString()));
      var fobs = new JsonObject(out.toString()).getJsonArray("fobs");
      assertEquals(2, fobs.size());
      var first = fobs.getJsonObject(0);
      assertEquals("LIT", first.getString("state"));
      var fob = rack.fob(first.getString("serial"));
      assertEquals(fob.display(SimulatedRack.NOW).code().orElseThrow(), first.getString("code"));
    }
  }

  @Test
  void whatIsWrongIsSaidInBothLanguagesWithItsRemedy() throws IOException {
    var none = folder.resolve("none").toString();
    assertEquals(1, run(Locale.ENGLISH, "read", "--port", none));
    assertEquals(
        none
            + ": no such port. Check the cable and the name given with --port.\n"
            + none
            + ": ポートが見つかりません。ケーブルと --port の指定を確認してください。\n",
        err.toString());
    try (var rack = SimulatedRack.open(SimulatedRack.fobs(2), folder.resolve("rack"))) {
      LineFault swallows = answer -> new byte[0];
      rack.fault(swallows);
      assertEquals(1, run(Locale.JAPANESE, "read", "--port", rack.line().toString()));
      assertTrue(err.toString().contains("応答がありません"), err::toString);
      assertTrue(err.toString().contains("no answer at 115200 baud"), err::toString);
    }
    assertFalse(err.toString().contains("Exception"));
  }

  @Test
  void watchRefusesIntervalsThatAreNone() {
    assertEquals(2, run(Locale.ENGLISH, "watch", "--port", "/dev/null", "--interval", "0"));
    assertEquals(2, run(Locale.ENGLISH, "watch", "--port", "/dev/null", "--press-every", "5"));
    assertEquals(1, run(Locale.ENGLISH, "watch", "--port", "/dev/null"));
    assertTrue(err.toString().contains("this is not a serial line"), err::toString);
  }
}
