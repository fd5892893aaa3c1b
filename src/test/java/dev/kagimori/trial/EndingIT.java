package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.database.Superuser;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingIT {
  private static final String BLOCKED =
      "SELECT count(*) FROM pg_locks WHERE relation = 'token'::regclass AND NOT granted";

  @Test
  void anInstanceThatEndsAnswersWhatIsInFlight(@TempDir Path directory) throws Exception {
    try (var bank = TestBank.open(directory);
        var superuser = Superuser.of(directory.resolve("database"))) {
      var minato = bank.institution("minato", new JsonObject());
      var bearer = Bearer.of(minato, "c-1", 1).getFirst();
      int port = bank.port(0);
      superuser.run("BEGIN", "LOCK TABLE token IN ACCESS EXCLUSIVE MODE");
      Flight flight;
      Thread ending;
      try {
        flight = Flight.of(List.of(bearer.right().on(0)));
        Waits.until("a batch", () -> !superuser.column(BLOCKED).equals(List.of("0")));
        ending = Thread.ofPlatform().start(bank::stopInstances);
        Waits.until("the end of listening", () -> !listens(port));
      } finally {
        superuser.run("COMMIT");
      }
      flight.replies().getFirst().expectResult("ACCEPTED");
      ending.join(TimeUnit.MINUTES.toMillis(1));
      assertEquals(Thread.State.TERMINATED, ending.getState());
      bank.startInstances();
      bearer.right().send().expectResult("REPLAYED");
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
