package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TxIT {
  @TempDir static Path directory;
  private static Vertx vertx;
  private static EmbeddedDatabase database;
  private static Pool pool;
  private static Pool admin;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    pool = Database.open(vertx, database.owner());
    admin = Database.open(vertx, database.superuser());
    pool.query("CREATE SCHEMA kagimori").execute().await();
    pool.query("CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL)").execute().await();
  }

  @AfterAll
  static void stop() {
    pool.close().await();
    admin.close().await();
    database.close();
    vertx.close().await();
  }

  @BeforeEach
  void twoRows() {
    pool.query("TRUNCATE t").execute().await();
    pool.query("INSERT INTO t VALUES (1, 0), (2, 0)").execute().await();
  }

  private static void add(SqlConnection db, int id) {
    db.preparedQuery("UPDATE t SET n = n + 1 WHERE id = $1").execute(Tuple.of(id)).await();
  }

  private static int n(int id) {
    return Tx.read(pool, "SELECT n FROM t WHERE id = $1", Tuple.of(id))
        .iterator()
        .next()
        .getInteger(0);
  }

  @Test
  void returningCommits() {
    assertEquals(
        "refused",
        Tx.in(
            pool,
            db -> {
              add(db, 1);
              return "refused";
            }));
    assertEquals(1, n(1));
  }

  @Test
  void throwingRollsBackAndComesAsItIs() {
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Tx.in(
                    pool,
                    db -> {
                      add(db, 1);
                      throw new IllegalStateException("mine");
                    }));
    assertEquals("mine", thrown.getMessage());
    assertEquals(0, n(1));
  }

  @Test
  void aDeadlockIsRepeatedUntilBothAreDone() throws Exception {
    var barrier = new CyclicBarrier(2);
    var tries = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var both = new ArrayList<Future<Boolean>>();
      for (var order : new int[][] {{1, 2}, {2, 1}})
        both.add(
            threads.submit(() -> {
              var met = new boolean[1];
              return Tx.in(
                  pool,
                  db -> {
                    tries.incrementAndGet();
                    add(db, order[0]);
                    if (!met[0]) meet(barrier);
                    met[0] = true;
                    add(db, order[1]);
                    return true;
                  });
            }));
      for (var one : both) assertTrue(one.get(30, TimeUnit.SECONDS));
    }
    assertTrue(tries.get() >= 3);
    assertEquals(2, n(1));
    assertEquals(2, n(2));
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClashThatDoesNotEndIsBusyAfterFourTries() {
    var tries = new AtomicInteger();
    assertThrows(
        DatabaseBusy.class,
        () ->
            Tx.in(
                pool,
                db -> {
                  tries.incrementAndGet();
                  return db.query("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$")
                      .execute()
                      .await();
                }));
    assertEquals(4, tries.get());
  }

  @Test
  void aRowLockedElsewhereIsBusyWithinSeconds() {
    var holder = pool.getConnection().await();
    var tx = holder.begin().await();
    // else the holder's own session would be ended at the same time as the waiter
    holder.query("SET idle_in_transaction_session_timeout = 0").execute().await();
    add(holder, 1);
    var begun = System.nanoTime();
    assertThrows(
        DatabaseBusy.class, () -> Tx.once(pool, "UPDATE t SET n = 9 WHERE id = 1", Tuple.tuple()));
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 4);
    tx.rollback().await();
    holder.query("SET idle_in_transaction_session_timeout = 2000").execute().await();
    holder.close().await();
    assertEquals(0, n(1));
  }

  @Test
  void theTotalTimeCutsAStatementThatHangs() {
    var begun = System.nanoTime();
    assertThrows(
        DatabaseBusy.class,
        () ->
            Tx.in(
                pool,
                Duration.ofMillis(300),
                db -> db.query("SELECT pg_sleep(4)").execute().await()));
    assertThrows(
        OutcomeUnknown.class,
        () ->
            Tx.once(
                pool,
                Duration.ofMillis(300),
                "UPDATE t SET n = 5 WHERE id = 1 AND pg_sleep(4) IS NOT NULL",
                Tuple.tuple()));
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 3_000);
    assertEquals(0, n(1)); // the pool has new connections
  }

  @Test
  void aConnectionLostBeforeTheCommitIsBusyAndLostAWriteIsUnknown() {
    assertThrows(
        DatabaseBusy.class,
        () ->
            Tx.in(
                pool,
                db -> {
                  add(db, 1);
                  Cut.now(db);
                  add(db, 2);
                  return true;
                }));
    assertEquals(0, n(1));
    // the session ends itself while its commit is processed: the client cannot know what stands
    pool.query(
            """
            CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$
            """)
        .execute()
        .await();
    pool.query(
            """
            CREATE CONSTRAINT TRIGGER dies AFTER UPDATE ON t DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION die()
            """)
        .execute()
        .await();
    try {
      assertThrows(
          OutcomeUnknown.class,
          () ->
              Tx.in(
                  pool,
                  db -> {
                    add(db, 1);
                    return true;
                  }));
      assertThrows(
          OutcomeUnknown.class,
          () -> Tx.once(pool, "UPDATE t SET n = 1 WHERE id = 1", Tuple.tuple()));
    } finally {
      pool.query("DROP TRIGGER dies ON t").execute().await();
    }
    assertEquals(0, n(1));
  }

  @Test
  void aRefusalByAConstraintComesAsItIs() {
    var once =
        assertThrows(
            PgException.class, () -> Tx.once(pool, "INSERT INTO t VALUES (1, 1)", Tuple.tuple()));
    assertEquals("23505", once.getSqlState());
  }

  @Test
  void aStatementThatFailedIsNotCommittedEvenWhenItsFailureIsSwallowed() {
    assertThrows(
        RuntimeException.class,
        () ->
            Tx.in(
                pool,
                db -> {
                  add(db, 1);
                  db.query("INSERT INTO t VALUES (1, 1)").execute().otherwiseEmpty().await();
                  return true;
                }));
    assertEquals(0, n(1));
  }

  /** Two rows by number; what is held is asked for behind the BEGIN. */
  private static Work<Boolean, String> raising(String held, int... ids) {
    return new Work<>() {
      @Override
      public io.vertx.core.Future<Boolean> hold(SqlConnection db) {
        return db.query(held).execute().map(true);
      }

      @Override
      public String decide(SqlConnection db, Boolean isHeld, Writes writes) {
        for (int id : ids)
          writes.row("row_" + id, "UPDATE t SET n = n + 1 WHERE id = $1", Tuple.of(id));
        return "done";
      }
    };
  }

  @Test
  void whatIsSavedTogetherIsCommittedTogether() {
    assertEquals("done", Tx.in(pool, raising("SELECT FROM t FOR NO KEY UPDATE", 1, 2)));
    assertEquals(1, n(1));
    assertEquals(1, n(2));
  }

  @Test
  void whatIsHeldIsPartOfTheTransactionAlsoWhereItWrites() {
    assertThrows(
        IllegalStateException.class,
        () -> Tx.in(pool, raising("UPDATE t SET n = 7 WHERE id = 1", 2, 3)));
    assertEquals(0, n(1));
    assertEquals(0, n(2));
  }

  @Test
  void aRowThatIsGoneRollsTheOthersBack() {
    var work = raising("SELECT FROM t FOR NO KEY UPDATE", 1, 3);
    assertThrows(IllegalStateException.class, () -> Tx.in(pool, work));
    assertEquals(0, n(1));
  }

  @Test
  void aConnectionLostBehindTheBeginIsBusy() {
    for (int n = 0; n < 20; n++)
      assertThrows(
          DatabaseBusy.class,
          () ->
              Tx.in(
                  pool,
                  new Work<Boolean, String>() {
                    @Override
                    public io.vertx.core.Future<Boolean> hold(SqlConnection db) {
                      Cut.now(db);
                      return db.query("UPDATE t SET n = 7").execute().map(true);
                    }

                    @Override
                    public String decide(SqlConnection db, Boolean held, Writes writes) {
                      return "done";
                    }
                  }));
    assertEquals(0, n(1));
  }

  @Test
  void aTransactionThatFailedUnseenIsNeverTakenForCommitted() {
    // PostgreSQL answers the COMMIT of such a transaction with ROLLBACK, and that is no error
    var work =
        new Work<Boolean, String>() {
          @Override
          public io.vertx.core.Future<Boolean> hold(SqlConnection db) {
            var _ = db.query("UPDATE t SET n = n + 1 WHERE id = 1").execute();
            return db.query("INSERT INTO t VALUES (1, 1)").execute().map(true).otherwise(true);
          }

          @Override
          public String decide(SqlConnection db, Boolean held, Writes writes) {
            return "done";
          }
        };
    assertThrows(RuntimeException.class, () -> Tx.in(pool, work));
    assertEquals(0, n(1));
  }

  @Test
  void aFullQueueAndADeadServerAreBusyAtOnce() throws Exception {
    var small = Database.open(vertx, database.owner(), PoolSettings.usual().withSize(1, 1));
    var held = small.getConnection().await();
    var waiting = small.getConnection();
    var begun = System.nanoTime();
    var busy = assertThrows(DatabaseBusy.class, () -> Tx.read(small, "SELECT 1", Tuple.tuple()));
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 500, busy.toString());
    held.close().await();
    waiting.await().close().await();
    small.close().await();

    var nobody =
        Database.open(vertx, DatabaseUri.parse("postgresql://a:b@127.0.0.1:1/c?sslmode=disable"));
    assertThrows(DatabaseBusy.class, () -> Tx.read(nobody, "SELECT 1", Tuple.tuple()));
    nobody.close().await();
  }

  @Test
  void aServerWithoutTlsIsRefusedUnlessItIsSaidSo() {
    var uri =
        DatabaseUri.parse("postgresql://a:b@localhost:%d/kagimori".formatted(database.port()));
    var strict = Database.open(vertx, uri);
    assertThrows(DatabaseBusy.class, () -> Tx.read(strict, "SELECT 1", Tuple.tuple()));
    strict.close().await();
  }

  @Test
  void itWorksOnAVirtualThreadOfVertx() throws Exception {
    var done = new CountDownLatch(1);
    var result = new AtomicInteger(-1);
    var verticle =
        new VerticleBase() {
          @Override
          public io.vertx.core.Future<?> start() {
            result.set(
                Tx.in(
                    pool,
                    db -> {
                      add(db, 1);
                      return 17;
                    }));
            done.countDown();
            return io.vertx.core.Future.succeededFuture();
          }
        };
    vertx
        .deployVerticle(
            verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .await();
    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertEquals(17, result.get());
    assertInstanceOf(Integer.class, n(1));
  }
}
