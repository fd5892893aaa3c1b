package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
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
    try (var line = Line.open(1)) {
      var pool = Database.open(vertx, line.uri(database.service().password()));
      assertDoesNotThrow(() -> SafetyCheck.require(pool));
      assertEquals(2, line.connections.get());
      pool.close().await();
    }
  }

  @Test
  void aStartIsNotTriedAgainWhereItIsRefused() throws IOException {
    try (var line = Line.open(0)) {
      var pool = Database.open(vertx, line.uri("wrong"));
      assertThrows(DatabaseBusy.class, () -> SafetyCheck.require(pool));
      assertEquals(1, line.connections.get());
      pool.close().await();
    }
  }

  /** The way to the database; connections until a number are taken and left alone. */
  private record Line(ServerSocket door, AtomicInteger connections) implements AutoCloseable {
    static Line open(int unanswered) throws IOException {
      var line =
          new Line(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), new AtomicInteger());
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
          if (connections.incrementAndGet() <= unanswered) continue;
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
