package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Superuser;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifications in batches, and operations that lock row by row, over the same tokens. */
class CrossingIT {
  private static final int USERS = 24;
  private static final int CLIENTS = 24;
  private static final long LENGTH_NANOS = TimeUnit.SECONDS.toNanos(8);

  private static final Set<String> ALLOWED =
      Set.of(
          "200 ACCEPTED",
          "200 WRONG",
          "200 REPLAYED",
          "200 SUSPENDED",
          "200 NOT_REGISTERED",
          "201",
          "404 NOT_FOUND", // an exchange that another one voided
          "409 ALREADY_REGISTERED",
          "409 NOT_REGISTERED",
          "409 REPLACE_TOKEN",
          "410 EXCHANGE_EXPIRED",
          "422 IDEMPOTENCY_MISMATCH",
          "422 NOT_ACCEPTED",
          "422 REPLAYED",
          "422 WRONG",
          "423 SUSPENDED",
          "429 RATE_LIMITED",
          "503 OVERLOADED");

  /** Every accepted code of a token, in the order in which its entries were written. */
  private static final String USED =
      """
      SELECT count(*) FROM (
        SELECT (details ->> 'step')::bigint AS step,
               lag((details ->> 'step')::bigint) OVER (PARTITION BY serial ORDER BY id) AS last
        FROM audit WHERE outcome = 'DONE'
          AND action IN ('VERIFY', 'START', 'OPEN_EXCHANGE', 'EXCHANGE_IN', 'STOP')) AS used
      WHERE step <= last
      """;

  private static final String REGISTERED_TWICE =
      """
      SELECT count(*) FROM (
        SELECT 1 FROM registration WHERE ended_at IS NULL GROUP BY institution, contract, user_id
        HAVING count(*) > 1
        UNION ALL
        SELECT 1 FROM registration WHERE ended_at IS NULL GROUP BY institution, serial
        HAVING count(*) > 1) AS twice
      """;

  @Test
  void batchesStopsStartsAndExchangesNeverDeadlock(@TempDir Path directory) throws Exception {
    try (var bank = TestBank.open(directory);
        var superuser = Superuser.of(directory.resolve("database"))) {
      var terms =
          new JsonObject()
              .put("allocationRequired", false)
              .put("fobReuse", "FREELY")
              .put("failedStartsMax", 10);
      var minato = bank.institution("minato", terms);
      var bearers = Bearer.of(minato, "c-1", USERS);
      var spare = minato.deliver(USERS);
      var answers = new AtomicInteger();
      var told = new TreeMap<String, Integer>();
      long end = System.nanoTime() + LENGTH_NANOS;
      var clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(n ->
                  (Runnable)
                      () -> {
                        var random = new Random(n);
                        while (System.nanoTime() < end) {
                          int who = random.nextInt(USERS);
                          var one = new Acts(bearers.get(who), spare.get(who), random).any();
                          synchronized (told) {
                            told.merge(one, 1, Integer::sum);
                          }
                          if (answers.incrementAndGet() % 50 == 0) bank.time.nextStep();
                        }
                      })
              .map(client -> Thread.ofPlatform().start(client))
              .toList();
      for (var client : clients) client.join();
      System.out.println("crossing: " + told);
      assertTrue(ALLOWED.containsAll(told.keySet()), told.toString());
      assertTrue(
          told.getOrDefault("200 ACCEPTED", 0) > 10 && told.getOrDefault("201", 0) > 10,
          told.toString());
      assertEquals(
          List.of("0"),
          superuser.column(
              "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
      assertEquals(0, deadlocksInLog(directory));
      assertEquals(List.of("0"), superuser.column(USED));
      assertEquals(List.of("0"), superuser.column(REGISTERED_TWICE));
    }
  }

  private static long deadlocksInLog(Path directory) throws Exception {
    var logs = directory.resolve("database").resolve("data").resolve("log");
    var lines = new ArrayList<String>();
    try (var files = Files.list(logs)) {
      for (var file : files.toList()) lines.addAll(Files.readAllLines(file));
    }
    assertTrue(!lines.isEmpty(), "the server has no log");
    return lines.stream().filter(line -> line.contains("deadlock detected")).count();
  }
}
