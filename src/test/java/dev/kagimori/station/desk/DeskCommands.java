package dev.kagimori.station.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Stock-taking by racks, and both commands as they are typed. */
interface DeskCommands {
  RunningKagimori kagimori();

  Path folder();

  @Test
  default void aStockTakingByTwoRacksTellsExactlyWhatDiffers() throws Exception {
    var bench = new Bench(kagimori(), folder(), 4);
    var box = bench.deliver(100);
    var elsewhere = bench.deliver(5);
    lay(bench, box);
    var onRacks = new ArrayList<>(box.subList(0, 93));
    onRacks.addAll(elsewhere);
    try (var left = bench.rack(onRacks.subList(0, 50), folder().resolve("take-left"), Bench.FAST);
        var right =
            bench.rack(onRacks.subList(45, 98), folder().resolve("take-right"), Bench.FAST);
        var door = StockDoor.of(kagimori().uri(), bench.keyFile())) {
      var run = new TakeRun(door, Bench.PATIENCE);
      var seenLeft = TakeRun.list(bench.line(left, Bench.FAST), _ -> {});
      var seenRight = TakeRun.list(bench.line(right, Bench.FAST), _ -> {});
      var taking = run.open(new JsonObject().put("box", "BOX-9")).getString("taking");
      run.see(seenLeft, taking);
      run.see(seenRight, taking);
      run.close(taking);
      var sheet = run.differences(taking);
      assertEquals(100, sheet.getInteger("expected"));
      assertEquals(serials(box.subList(93, 100)), serials(sheet, "missingFobs"));
      assertEquals(serials(elsewhere), serials(sheet, "surplusFobs"));
    }
  }

  private void lay(Bench bench, List<Fob> fobs) {
    var serials = fobs.stream().map(Fob::serial).toArray(String[]::new);
    kagimori()
        .backstage()
        .pool()
        .preparedQuery(
            """
            UPDATE token SET box = 'BOX-9', version = version + 1
            WHERE institution = $1 AND serial = ANY($2)
            """)
        .execute(Tuple.tuple().addString(bench.bank().id()).addArrayOfString(serials))
        .await();
  }

  private static List<String> serials(List<Fob> fobs) {
    return fobs.stream().map(Fob::serial).sorted().toList();
  }

  private static List<String> serials(JsonObject sheet, String field) {
    return sheet.getJsonArray(field).stream()
        .map(fob -> ((JsonObject) fob).getString("serial"))
        .collect(Collectors.toList());
  }

  @Test
  default void theCommandsPrintJsonAndTellByTheirExitStatus() throws Exception {
    var bench = new Bench(kagimori(), folder(), 6);
    var fobs = new ArrayList<>(bench.deliver(12));
    lay(bench, fobs);
    try (var rack = bench.rack(fobs, folder().resolve("commands"), Bench.FAST)) {
      var checked = run(bench, rack, new CheckCommand(), 0);
      assertEquals(12, checked.getInteger("checked"));
      assertEquals(0, checked.getJsonArray("notChecked").size());
      var same = run(bench, rack, new TakeCommand(), 0, "--box", "BOX-9");
      assertEquals(12, same.getInteger("found"));
      rack.take(fobs.getFirst().serial());
      rack.put(bench.worn(fobs.getLast(), dev.kagimori.fob.device.Battery.PRESSES_MAX));
      var missing = run(bench, rack, new TakeCommand(), 1, "--box", "BOX-9");
      assertEquals(List.of(fobs.getFirst().serial()), serials(missing, "missingFobs"));
      var worn = run(bench, rack, new CheckCommand(), 1).getJsonArray("notChecked");
      assertEquals(1, worn.size());
      assertEquals("BATTERY_EMPTY", worn.getJsonObject(0).getString("reason"));
    }
    assertEquals(2, new CommandLine(new TakeCommand()).execute(line(bench, folder())));
  }

  @Test
  default void whatIsTypedFullWidthIsUnderstoodAndWhatIsWrongIsNamedByItsOption() throws Exception {
    var bench = new Bench(kagimori(), folder(), 7);
    var fobs = bench.deliver(3);
    lay(bench, fobs);
    try (var rack = bench.rack(fobs, folder().resolve("typed"), Bench.FAST)) {
      assertEquals(3, run(bench, rack, new TakeCommand(), 0, "--box", "ｂｏｘー９").getInteger("found"));
      assertTrue(
          refused(new TakeCommand(), 2, line(bench, rack.line(), "--box", "箱")).contains("--box"));
    }
    var nowhere = refused(new CheckCommand(), 3, line(bench, folder().resolve("nowhere")));
    assertTrue(nowhere.contains("--line") && !nowhere.contains("--port"), nowhere);
    var nobody = line(bench, folder().resolve("nowhere"), "--box", "BOX-9");
    refused(new TakeCommand(), 3, nobody);
    var out = new StringWriter();
    new CommandLine(new TakeCommand()).setOut(new PrintWriter(out)).execute(nobody);
    var error = new JsonObject(out.toString()).getJsonObject("error");
    assertEquals("LINE", error.getString("reason"));
    assertTrue(error.getString("ja").contains("nowhere"), error::encode);
    assertEquals(1, takings(bench), "none was opened for a rack that is not there");
    var odd = line(bench, folder().resolve("nowhere"), "--taking", "the last one");
    assertTrue(refused(new TakeCommand(), 2, odd).contains("--taking"));
  }

  @Test
  default void aFobThatLiesInNoBoxIsTooManyThere() throws Exception {
    var bench = new Bench(kagimori(), folder(), 8);
    var fobs = bench.deliver(2);
    lay(bench, fobs.subList(0, 1));
    try (var rack = bench.rack(fobs, folder().resolve("no-box"), Bench.FAST)) {
      var words = new ArrayList<>(List.of(line(bench, rack.line(), "--box", "BOX-9")));
      words.remove("--json");
      var out = new StringWriter();
      assertEquals(
          1,
          new CommandLine(new TakeCommand())
              .setOut(new PrintWriter(out))
              .execute(words.toArray(String[]::new)));
      var row = out.toString().lines().findFirst().orElseThrow();
      assertTrue(row.startsWith(fobs.getLast().serial()) && !row.contains("null"), row);
    }
  }

  private long takings(Bench bench) {
    return kagimori()
        .backstage()
        .pool()
        .preparedQuery("SELECT count(*) FROM taking WHERE institution = $1")
        .execute(Tuple.of(bench.bank().id()))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  /** What was said on the way to this status. */
  private static String refused(Object command, int status, String... words) {
    var err = new StringWriter();
    assertEquals(
        status, new CommandLine(command).setErr(new PrintWriter(err, true)).execute(words));
    return err.toString();
  }

  private String[] line(Bench bench, Path line, String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "--line",
                line.toString(),
                "--baud",
                "" + Bench.FAST,
                "--service",
                kagimori().uri().toString(),
                "--key-file",
                bench.keyFile().toString(),
                "--json"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private JsonObject run(Bench bench, Rack rack, Object command, int status, String... more) {
    var out = new StringWriter();
    int ended =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .execute(line(bench, rack.line(), more));
    assertEquals(status, ended, out.toString());
    return new JsonObject(out.toString());
  }
}
