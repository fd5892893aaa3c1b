package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Superuser;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevokedKeyIT {
  private static final Duration BOUND = Duration.ofSeconds(5);

  @TempDir static Path directory;
  private static TestBank bank;
  private static Superuser superuser;

  @BeforeAll
  static void open() throws Exception {
    bank = TestBank.open(directory);
    superuser = Superuser.of(directory.resolve("database"));
  }

  @AfterAll
  static void close() throws SQLException {
    superuser.close();
    bank.close();
  }

  /** On every instance, by a route on event loops and by one on virtual threads. */
  private static List<Request> everywhere(Customer customer) {
    var verify =
        customer.call("verify").with(new JsonObject().put("code", "123456").put("operation", "X"));
    return List.of(
        verify.on(0), verify.on(1), customer.call("getUser").on(0), customer.call("getUser").on(1));
  }

  private static void revoke(Institution institution) {
    bank.backstage()
        .pool()
        .preparedQuery("UPDATE client SET revoked_at = created_at WHERE institution = $1")
        .execute(Tuple.of(institution.id))
        .await();
  }

  private static void assertRefusedInTime(List<Request> requests, long sinceNanos) {
    for (var request : requests) request.until(401, "UNAUTHENTICATED");
    assertTrue(System.nanoTime() - sinceNanos < BOUND.toNanos());
    for (var request : requests) request.expect(401);
  }

  @Test
  void aKeyThatIsRevokedOnOneInstanceIsRefusedByTheOther() {
    var minato = bank.institution("told", new JsonObject());
    var requests = everywhere(minato.customer("c-1"));
    for (var request : requests) assertTrue(request.send().status() != 401);
    revoke(minato);
    assertRefusedInTime(requests, System.nanoTime());
  }

  @Test
  void itIsRefusedAlsoWhereTheLineThatWouldHaveToldOfItWasBroken() throws Exception {
    var minato = bank.institution("untold", new JsonObject());
    var requests = everywhere(minato.customer("c-1"));
    for (var request : requests) assertTrue(request.send().status() != 401);
    var broken =
        superuser.column(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'");
    assertTrue(broken.size() >= TestBank.INSTANCES, broken.toString());
    superuser.run("UPDATE client SET revoked_at = created_at WHERE institution = 'untold'");
    assertRefusedInTime(requests, System.nanoTime());
  }
}
