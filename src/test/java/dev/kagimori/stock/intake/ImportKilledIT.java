package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.testkit.RunningKagimori;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imports by the command, in processes that are killed, and that have little memory. */
class ImportKilledIT {
  private static final int FOBS = 6_000;

  @TempDir static Path directory;
  @TempDir Path own;
  private static RunningKagimori kagimori;

  @BeforeAll
  static void open() {
    kagimori = RunningKagimori.start(directory, 0);
    Secrets.database(directory.resolve("database"));
    Secrets.masterKey(kagimori.masterKey());
  }

  @AfterAll
  static void close() {
    kagimori.close();
  }

  @ParameterizedTest
  @EnumSource(OnError.class)
  void whoIsKilledInTheMiddleIsGoneOnWithAndNothingIsTwiceMissingOrHalf(OnError mode)
      throws Exception {
    var stock = new Stock(kagimori, new JsonObject());
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
    var stock = new Stock(kagimori, new JsonObject());
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
}
