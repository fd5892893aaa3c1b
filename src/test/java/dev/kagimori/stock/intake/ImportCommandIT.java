package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.cli.CommandFailures;
import dev.kagimori.cli.StockCommand;
import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/**
 * Imports by the command: what it tells, and in processes that are killed or have little memory.
 */
class ImportCommandIT extends IntoStock {
  private static final int FOBS = 6_000;

  @TempDir Path own;

  @ParameterizedTest
  @EnumSource(OnError.class)
  void whoIsKilledInTheMiddleIsGoneOnWithAndNothingIsTwiceMissingOrHalf(OnError mode)
      throws Exception {
    var stock = stock();
    var file = Maker.pskc(Maker.fobs(0, FOBS));
    String[] options = {"--delivery", "killed", "--on-error", mode.word()};
    try (var first = ImportProcess.start(stock, own, options)) {
      first.file().write(file, 0, file.length * 2 / 3);
      first.file().flush();
      Waits.until("a part is read", () -> read(stock, mode) >= FOBS / 2);
      first.kill();
    }
    var row = stock.imported("killed");
    assertEquals(Imported.State.READING, row.state());
    assertEquals(mode == OnError.STOP ? 0 : row.accepted(), stock.fobs());
    assertTrue(mode == OnError.STOP || row.accepted() >= FOBS / 2, row.toString());
    Waits.until(
        "who looks for the dead finds it",
        () -> {
          var pool = kagimori.backstage().pool();
          DeadImports.end(pool, stock.institution, kagimori.time().instant());
          return stock.imported("killed").state() != Imported.State.READING;
        });
    var broken = mode == OnError.STOP ? Imported.State.REFUSED : Imported.State.BROKEN;
    assertEquals(broken, stock.imported("killed").state());

    try (var second = ImportProcess.start(stock, own, options)) {
      try (var to = second.file()) {
        to.write(file);
      }
      assertEquals(0, second.status());
      var told = new JsonObject(second.out());
      assertEquals(FOBS, told.getInteger("read"));
      assertEquals(FOBS, told.getInteger("accepted"));
      assertEquals(0, told.getJsonArray("rejected").size());
    }
    assertEquals(FOBS, stock.fobs());
    assertTrue(stock.holdsSeedsOf(0, FOBS));
    assertEquals(Imported.State.DONE, stock.imported("killed").state());
  }

  /** All-or-nothing is seen from outside by its locks alone until it tells how far it is. */
  private static long read(Stock stock, OnError mode) {
    if (mode == OnError.SKIP)
      return Imports.find(kagimori.backstage().pool(), stock.institution, "killed")
          .map(Imported::read)
          .orElse(0L);
    return stock.number(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE state = 'idle in transaction' AND backend_xid IS NOT NULL
              AND $1 <> '' AND query LIKE 'SELECT last_value FROM audit_id%'
            """)
        * FOBS;
  }

  @Test
  void aFileLargerThanTheMemoryIsRead() throws Exception {
    var stock = stock();
    int fobs = 100_000; // of more than a kilobyte each, and 48 MB of memory
    try (var process = ImportProcess.start(stock, own, "--delivery", "large")) {
      try (var to = process.file()) {
        Maker.pskc(0, fobs, to);
      }
      assertEquals(0, process.status());
      assertEquals(fobs, new JsonObject(process.out()).getInteger("accepted"));
    }
    assertEquals(fobs, stock.fobs());
  }

  private record Told(int status, String out, String err) {
    JsonObject json() {
      return new JsonObject(out);
    }
  }

  private Told run(Stock stock, byte[] file, String... more) throws IOException {
    var seeds = own.resolve("box-500.pskc.xml");
    Files.write(seeds, file);
    return run(stock, seeds, more);
  }

  private Told run(Stock stock, Path seeds, String... more) throws IOException {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = new ArrayList<>(List.of("import", seeds.toString()));
    words.addAll(List.of("--institution", stock.institution));
    words.addAll(ImportProcess.where(stock, own));
    words.addAll(List.of(more));
    int status =
        CommandFailures.told(new CommandLine(new StockCommand()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words.toArray(String[]::new));
    return new Told(status, out.toString(), err.toString());
  }

  private String keyFile() throws IOException {
    return ImportProcess.keyFile(own).toString();
  }

  @Test
  void theExitStatusAndOneObjectTellWhatCameOfIt() throws Exception {
    var stock = stock();
    var good = Maker.pskc(Maker.fobs(0, 5));
    var mixed = new ArrayList<>(Maker.fobs(5, 8));
    mixed.add(Maker.fob("ZZ00000001", Maker.seed(9), 6));
    var bad = Maker.pskc(mixed);

    var dry = run(stock, good, "--key-file", keyFile(), "--dry-run", "--json");
    assertEquals(0, dry.status(), dry.toString());
    assertEquals(5, dry.json().getInteger("accepted"));
    assertEquals(0, stock.fobs());

    var done = run(stock, good, "--key-file", keyFile(), "--json", "--box", "ｂ－７");
    assertEquals(0, done.status(), done.toString());
    assertEquals("box-500", done.json().getString("delivery"));
    assertEquals(new JsonObject().put("GM", 5), done.json().getJsonObject("byMake"));
    var again = run(stock, good, "--key-file", keyFile(), "--json");
    assertEquals(1, again.status());
    assertEquals("TAKEN", again.json().getJsonObject("refused").getString("reason"));

    var stopped = run(stock, bad, "--key-file", keyFile(), "--json", "--delivery", "bad");
    assertEquals(4, stopped.status());
    assertEquals(0, stopped.json().getInteger("accepted"));
    var rejected = stopped.json().getJsonArray("rejected");
    assertEquals(1, rejected.size());
    assertEquals(4, rejected.getJsonObject(0).getInteger("position"));
    assertEquals("ZZ00000001", rejected.getJsonObject(0).getString("serial"));
    assertEquals("UNKNOWN_MAKE", rejected.getJsonObject(0).getString("reason"));
    assertEquals(5, stock.fobs());
    var skipped =
        run(stock, bad, "--key-file", keyFile(), "--delivery", "bad", "--on-error", "skip");
    assertEquals(3, skipped.status());
    assertTrue(skipped.out().contains("rejected 1"), skipped.out());
    assertTrue(skipped.err().contains("UNKNOWN_MAKE"), skipped.err());
    assertEquals(8, stock.fobs());

    var cut = Arrays.copyOf(good, good.length - 30);
    assertEquals(5, run(stock, cut, "--key-file", keyFile(), "--delivery", "cut").status());
    var wrong = "00".repeat(32);
    var refused = run(stock, good, "--key-hex", wrong, "--delivery", "wrong", "--json");
    assertEquals(5, refused.status(), refused.toString());
    assertEquals(0, refused.json().getInteger("accepted"));
    assertTrue(refused.json().containsKey("broken"));
    assertEquals(8, stock.fobs());
  }

  @ParameterizedTest
  @CsvSource({"aes128-gcm,32", "aes192-gcm,48", "aes256-gcm,64", "tripledes-cbc,48"})
  void aFileOfAnotherWriterIsOpenedByItsKeyInHex(String cipher, int digits) throws Exception {
    var stock = stock();
    var key = "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f";
    try (var in = ImportCommandIT.class.getResourceAsStream("/pskc/" + cipher + ".xml")) {
      var file = Objects.requireNonNull(in).readAllBytes();
      var told = run(stock, file, "--json", "--key-hex", key.substring(0, digits));
      assertEquals(0, told.status(), told.toString());
      assertEquals(1, told.json().getInteger("accepted"));
    }
  }

  @Test
  void wrongUseIsSaidSo() throws Exception {
    var stock = stock();
    var file = Maker.pskc(Maker.fobs(0, 1));
    assertEquals(2, run(stock, file, "--on-error", "perhaps").status());
    assertEquals(2, run(stock, file, "--branch", "head office").status());
    var each = run(stock, file, "--on-error", "perhaps", "--json").json().getJsonObject("error");
    assertEquals("コマンドの指定が正しくありません: --on-error は stop か skip です。", each.getString("ja"));
    assertEquals("Wrong use: --on-error is stop or skip.", each.getString("en"));
    assertEquals(2, run(stock, file, "--key-hex", "00", "--password-file", keyFile()).status());
    var odd = run(stock, file, "--key-hex", "0g");
    assertEquals(2, odd.status());
    assertTrue(odd.err().contains("--key-hex"), odd.err());
    assertFalse(odd.err().contains("0g"), odd.err());
    assertEquals(0, stock.fobs());
  }

  private static void error(int status, String reason, String words, Told told) {
    assertEquals(status, told.status(), told.toString());
    assertEquals(1, told.out().lines().count(), told.out());
    var error = told.json().getJsonObject("error");
    assertEquals(reason, error.getString("reason"), told.toString());
    assertTrue(error.getString("en").contains(words), told.toString());
    assertTrue(error.getString("ja").codePoints().anyMatch(c -> c > 0x3000), told.toString());
    assertFalse(told.err().isBlank());
  }

  @Test
  void withJsonWhatFailsIsOneObjectToo() throws Exception {
    var stock = stock();
    var file = Maker.pskc(Maker.fobs(0, 1));
    var nothing = own.resolve("nothing").toString();
    var key = keyFile();
    error(1, "NO_FILE", "nothing", run(stock, Path.of(nothing), "--json"));
    error(1, "CANNOT_START", "directory", run(stock, own, "--json"));
    error(2, "USAGE", "--key-hex", run(stock, file, "--json", "--key-hex", "zz"));
    error(2, "USAGE", "--on-error", run(stock, file, "--json", "--on-error", "perhaps"));
    error(2, "USAGE", "--nonsense", run(stock, file, "--json", "--nonsense"));
    error(1, "NO_FILE", "nothing", run(stock, file, "--json", "--password-file", nothing));
    error(1, "UNREADABLE", "", run(stock, file, "--json", "--key-file", own.toString()));
    error(1, "CANNOT_START", "--signer", run(stock, file, "--json", "--signer", key));
    var secret = own.resolve("secret");
    Files.writeString(secret, "not a key, whatever else it is");
    var wrong = run(stock, file, "--json", "--key-file", secret.toString());
    error(1, "CANNOT_START", "--key-file", wrong);
    assertFalse(wrong.toString().contains("not a key"), wrong.toString());
    var plain = run(stock, Path.of(nothing));
    assertEquals(1, plain.status());
    assertEquals("", plain.out());
    assertTrue(plain.err().contains("ファイルがありません"), plain.err());
    assertEquals(0, stock.fobs());
  }

  @Test
  void theSameCommandAgainIsToldTheSameAndAnOpenEndIsWarnedOf() throws Exception {
    var stock = stock();
    var csv = own.resolve("box.csv");
    var seed = HexFormat.of().formatHex(Maker.seed(1));
    Files.writeString(csv, "serial,secret_hex\nGM00000001," + seed);
    var first = run(stock, csv, "--json");
    assertEquals(0, first.status(), first.toString());
    var warnings = first.json().getJsonArray("warnings");
    assertEquals("NO_FINAL_LINE_END", warnings.getJsonObject(0).getString("reason"));
    assertEquals(first.out(), run(stock, csv, "--json").out());
    assertEquals(1, stock.fobs());
    assertTrue(run(stock, csv).err().contains("delivery note"));
  }
}
