package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.database.Superuser;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.intake.ImportOrder.OnError;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runbook asks of imports, asked by the role that the manual makes for it. */
class RunbookImportsIT {
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path directory;

  @Test
  void theReaderIsAnswered() throws Exception {
    try (var kagimori = RunningKagimori.start(directory, 0);
        var superuser = Superuser.of(directory.resolve("database"))) {
      Secrets.database(directory.resolve("database"));
      Secrets.masterKey(kagimori.masterKey());
      for (var sql : statements("operations.md", "### A role that reads", "### TLS"))
        superuser.run(sql);
      superuser.run("SET ROLE kagimori_reader");
      var stock = new Stock(kagimori, new JsonObject());
      var twice = Maker.pskc(List.of(Maker.fob(0), Maker.fob(0)));
      stock.ended(stock.order("2026-11-A", OnError.SKIP), twice);
      stock.ended(stock.order("died", OnError.STOP), Maker.pskc(Maker.fobs(10, 12)));
      kagimori
          .backstage()
          .pool()
          .preparedQuery(
              "UPDATE delivery SET state = 'READING' WHERE institution = $1 AND name = 'died'")
          .execute(Tuple.of(stock.institution))
          .await();

      var inside = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      var file = Maker.pskc(Maker.fobs(20, 22));
      var lives =
          new FutureTask<>(() ->
              stock.run(
                  stock.order("lives", OnError.SKIP),
                  new ByteArrayInputStream(file),
                  (_, _, _) -> {
                    inside.countDown();
                    await(goOn);
                  }));
      Thread.ofPlatform().start(lives);
      await(inside);
      var asked = new ArrayList<String>();
      for (var sql : statements("runbook.md", "## Imports", "## Health checks"))
        asked.add(sql.replace("'minato'", "'" + stock.institution + "'"));
      assertEquals(4, asked.size(), asked.toString());
      assertEquals(
          List.of("lives READING t", "died READING f", "2026-11-A DONE f"),
          superuser.column(
              "SELECT concat_ws(' ', name, state, alive) FROM (" + asked.get(0) + ") q"));
      goOn.countDown();
      lives.get(60, TimeUnit.SECONDS);
      assertEquals(List.of("DUPLICATE_IN_FILE"), superuser.column(asked.get(1)));
      superuser.column(asked.get(2)); // the tests' time may be more than a week off
      assertEquals(List.of(), superuser.column(asked.get(3)));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) throw new AssertionError("it never came");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Of a part of a document, each by itself. */
  private static List<String> statements(String document, String from, String to)
      throws IOException {
    var here = Path.of("").toAbsolutePath();
    var root = Files.exists(here.resolve("docker-compose.yml")) ? here : here.resolve("..");
    var text = Files.readString(root.resolve("src/docs").resolve(document));
    var part = text.substring(text.indexOf(from), text.indexOf(to, text.indexOf(from)));
    var statements = new ArrayList<String>();
    var blocks = SQL.matcher(part);
    while (blocks.find())
      for (var sql : blocks.group(1).split(";\\s*", -1)) if (!sql.isBlank()) statements.add(sql);
    return statements;
  }
}
