package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstConnectionIT {
  @TempDir static Path directory;
  private static Vertx vertx;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    Migrations.migrate(database.owner());
  }

  @AfterAll
  static void stop() {
    database.close();
    vertx.close().await();
  }

  @Test
  void aStartGoesOnWaitingWhereTheFirstConnectionIsNotAnswered() throws IOException {
    Pool pool;
    try (var line = Line.open(1)) {
      pool = Database.open(vertx, line.uri(database.service().password()));
      assertDoesNotThrow(() -> SafetyCheck.require(pool));
      assertTrue(line.taken.size() > 1, "only the first was tried");
    }
    pool.close().await(); // not before the line: it waits for who is not answered
  }

  @Test
  void aStartIsNotTriedAgainWhereItIsRefused() throws IOException {
    Pool pool;
    try (var line = Line.open(0)) {
      pool = Database.open(vertx, line.uri("wrong"));
      assertThrows(DatabaseBusy.class, () -> SafetyCheck.require(pool));
      assertEquals(1, line.taken.size());
    }
    pool.close().await();
  }

  /** The way to the database; connections until a number are taken and left alone. */
  private record Line(ServerSocket door, Queue<Socket> taken) implements AutoCloseable {
    static Line open(int unanswered) throws IOException {
      var line =
          new Line(
              new ServerSocket(0, 10, InetAddress.getLoopbackAddress()),
              new ConcurrentLinkedQueue<>());
      var _ = Thread.ofVirtual().start(() -> line.serve(unanswered));
      return line;
    }

    DatabaseUri uri(String password) {
      var service = database.service();
      return DatabaseUri.loopback(
          door.getLocalPort(), service.database(), service.user(), password);
    }

    private void serve(int unanswered) {
      while (!door.isClosed()) {
        try {
          var client = door.accept();
          taken.add(client);
          if (taken.size() <= unanswered) continue;
          var server = new Socket(InetAddress.getLoopbackAddress(), database.service().port());
          var _ = Thread.ofVirtual().start(() -> pump(client, server));
          var _ = Thread.ofVirtual().start(() -> pump(server, client));
        } catch (IOException e) {
          return; // the test is over
        }
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
      for (var client : taken) client.close();
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // the other end is gone, and so is this one now
    }
  }
}
