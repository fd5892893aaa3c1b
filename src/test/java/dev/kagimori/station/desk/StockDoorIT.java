package dev.kagimori.station.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk makes of a service that does not answer as it should. */
class StockDoorIT {
  @TempDir private Path folder;

  /** Asks once, of a service that says this and leaves the connection open. */
  private StockDoor.Reply ask(String says, Duration within) throws Exception {
    var key = folder.resolve("key");
    Files.writeString(key, "nobody");
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answering = Thread.ofVirtual().start(() -> answer(server, says));
      var service = URI.create("http://127.0.0.1:" + server.getLocalPort());
      try (var door = StockDoor.of(service, key, within)) {
        return door.attempt("GET", "/v1/staff/account", null, "");
      } finally {
        answering.join();
      }
    }
  }

  private static void answer(ServerSocket server, String says) {
    try (var client = server.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
      while (!in.readLine().isEmpty()) {} // the request's head
      client.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
      while (in.read() >= 0) {} // until the desk has left
    } catch (IOException e) {
      // the desk has left
    }
  }

  private Duration pause(String status, String head) throws Exception {
    var says = "HTTP/1.1 " + status + "\r\n" + head + "Content-Length: 0\r\n\r\n";
    var reply = ask(says, Duration.ofSeconds(20));
    return assertInstanceOf(StockDoor.Reply.Again.class, reply).pause();
  }

  @Test
  void anAnswerThatStopsHalfWayIsNotWaitedForForEver() throws Exception {
    var half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
    assertInstanceOf(StockDoor.Reply.Again.class, ask(half, Duration.ofMillis(300)));
    assertInstanceOf(StockDoor.Reply.Again.class, ask("", Duration.ofMillis(300)));
  }

  @Test
  void theServiceSaysWhenItIsAskedAgainWithinBounds() throws Exception {
    assertEquals(Duration.ofMillis(200), pause("503 Later", ""));
    assertEquals(Duration.ofSeconds(5), pause("429 Later", ""));
    assertEquals(Duration.ofSeconds(2), pause("503 Later", "Retry-After: 2\r\n"));
    assertEquals(Duration.ofSeconds(5), pause("503 Later", "Retry-After: 60\r\n"));
    assertEquals(Duration.ofMillis(200), pause("429 Later", "Retry-After: 0\r\n"));
  }
}
