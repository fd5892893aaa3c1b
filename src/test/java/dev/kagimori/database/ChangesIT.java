package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesIT {
  @TempDir static Path directory;
  private static Vertx vertx;
  private static EmbeddedDatabase database;
  private static Pool pool;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    pool = Database.open(vertx, database.service());
  }

  @AfterAll
  static void stop() {
    pool.close().await();
    database.close();
    vertx.close().await();
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "did not happen in 10 s");
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  void aServerThatTakesTheConnectionAndSaysNothingIsGivenUp() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var uri = DatabaseUri.loopback(silent.getLocalPort(), "kagimori", "kagimori", "none");
      assertThrows(DatabaseBusy.class, () -> Changes.listen(vertx, uri, Duration.ofMillis(300)));
    }
  }

  @Test
  void whatIsToldEmptiesTheCachesOfItsTopicOnEveryInstance() {
    try (var one = Changes.listen(vertx, database.service());
        var two = Changes.listen(vertx, database.service())) {
      var loads = new AtomicInteger();
      var here = one.cached("terms", 10, (String _) -> loads.incrementAndGet());
      var there = two.cached("terms", 10, (String _) -> loads.incrementAndGet());
      var other = two.cached("makes", 10, (String _) -> loads.incrementAndGet());
      await(() -> one.isListening() && two.isListening());
      here.get("a");
      there.get("a");
      var makes = other.get("a");
      Tx.in(
          pool,
          db -> {
            Changes.tell(db, "terms");
            return true;
          });
      await(() -> here.size() == 0 && there.size() == 0);
      assertEquals(4, here.get("a"));
      assertEquals(makes, other.get("a"));
    }
  }

  @Test
  void aBrokenConnectionEmptiesAllAndIsMadeAnew() {
    try (var changes = Changes.listen(vertx, database.service())) {
      var loads = new AtomicInteger();
      var cached = changes.cached("terms", 10, (String _) -> loads.incrementAndGet());
      await(changes::isListening);
      cached.get("a");
      assertEquals(1, cached.size());
      var admin = Database.open(vertx, database.superuser());
      admin
          .query(
              """
              SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE query ILIKE 'listen%' AND pid <> pg_backend_pid()
              """)
          .execute()
          .await();
      admin.close().await();
      await(() -> cached.size() == 0);
      await(changes::isListening);
      cached.get("a");
      assertEquals(1, cached.size());
      Changes.tell(pool, "terms");
      await(() -> cached.size() == 0);
    }
  }
}
