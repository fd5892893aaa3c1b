package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Superuser;
import dev.kagimori.http.Listen;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloodIT {
  private static final int FLOOD = 80;

  /** Of one user: eight that wait, and the one at work. */
  private static final int OF_EACH_LOOP = 9;

  @Test
  void oneUserWhoFloodsIsToldToWaitWhileOthersAreAnswered(@TempDir Path directory)
      throws Exception {
    try (var bank = TestBank.open(directory);
        var superuser = Superuser.of(directory.resolve("database"))) {
      var minato = bank.institution("minato", new JsonObject());
      var bearers = Bearer.of(minato, "c-1", 11);
      var hot = bearers.getFirst();
      int inside = OF_EACH_LOOP * Listen.usualInstances();
      superuser.run("BEGIN", "LOCK TABLE token IN ACCESS EXCLUSIVE MODE");
      Flight flood;
      try {
        flood = Flight.of(IntStream.range(0, FLOOD).mapToObj(n -> hot.wrong(n).on(0)).toList());
        Waits.until("refusals", () -> refused(flood).size() >= FLOOD - 2 * inside);
      } finally {
        superuser.run("COMMIT");
      }
      var others = bearers.subList(1, 11).stream().map(bearer -> bearer.right().on(0)).toList();
      for (var reply : Flight.of(others).replies()) reply.expectResult("ACCEPTED");
      var replies = flood.replies();
      for (var reply : refused(flood)) {
        assertEquals("RATE_LIMITED", reply.text("code"));
        assertEquals(List.of("1"), reply.headers().get("retry-after"));
      }
      assertTrue(replies.stream().filter(r -> r.text("result").equals("WRONG")).count() <= 5);
    }
  }

  private static List<Reply> refused(Flight flight) {
    return flight.landed().stream().filter(reply -> reply.status() == 429).toList();
  }
}
