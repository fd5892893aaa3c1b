package dev.kagimori.fob.port;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our pseudo-terminal at one end, jSSC at the other. */
@Timeout(60)
class SerialWireIT {
  private static final Duration LONG = Duration.ofSeconds(10);

  @TempDir private Path dir = Path.of("");

  private static byte[] exactly(Wire wire, int count) throws IOException {
    var all = new ByteArrayOutputStream();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (all.size() < count && System.nanoTime() < end) all.writeBytes(wire.receive(LONG));
    return all.toByteArray();
  }

  private static byte[] random(int count) {
    var bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @Test
  void allBytesPassBothWaysUnchanged() throws IOException {
    var all = new byte[256];
    for (int i = 0; i < 256; i++) all[i] = (byte) i;
    try (var pty = PtyWire.open(dir.resolve("fobs"), 115_200);
        var client = SerialWire.open(pty.path().toString(), 115_200)) {
      pty.send(all);
      assertArrayEquals(all, exactly(client, 256));
      client.send(all);
      assertArrayEquals(all, exactly(pty, 256));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2_400, 9_600, 115_200})
  void bytesTakeTheTimeOfTheBaudRate(int baud) throws IOException {
    int count = baud / 20; // half a second's worth
    var bytes = random(Math.min(count, 4_000));
    double least = bytes.length * 10.0 / baud;
    try (var pty = PtyWire.open(dir.resolve("fobs"), baud);
        var client = SerialWire.open(pty.path().toString(), baud)) {
      long start = System.nanoTime();
      pty.send(bytes);
      double sent = (System.nanoTime() - start) / 1e9;
      assertArrayEquals(bytes, exactly(client, bytes.length));
      assertTrue(sent >= 0.99 * least, sent + " s to send, " + least + " s by the baud rate");
      start = System.nanoTime();
      client.send(bytes);
      assertArrayEquals(bytes, exactly(pty, bytes.length));
      double received = (System.nanoTime() - start) / 1e9;
      // the first 50 ms worth had lain there while nobody listened, and come at once
      least -= 0.05;
      assertTrue(received >= 0.99 * least, received + " s to receive, " + least + " s by the rate");
    }
  }

  @Test
  void clientsComeAndGo() throws IOException {
    try (var pty = PtyWire.open(dir.resolve("fobs"), 115_200)) {
      for (int i = 0; i < 20; i++) {
        byte[] word = ("client " + i).getBytes(StandardCharsets.US_ASCII);
        try (var client = SerialWire.open(pty.path().toString(), 115_200)) {
          client.send(word);
          assertArrayEquals(word, exactly(pty, word.length));
          pty.send(word);
          assertArrayEquals(word, exactly(client, word.length));
        }
      }
    }
  }

  @Test
  void aHangUpIsAnErrorForTheClientAndTheLinkLeadsToTheNewLine() throws IOException {
    try (var pty = PtyWire.open(dir.resolve("fobs"), 115_200)) {
      try (var client = SerialWire.open(pty.path().toString(), 115_200)) {
        pty.reopen();
        assertThrows(IOException.class, () -> client.receive(LONG));
        client.reopen();
        client.send(new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, exactly(pty, 3));
      }
    }
  }

  @Test
  void aClientThatNeverReadsDoesNotHoldTheSender() throws Exception {
    try (var pty = PtyWire.open(dir.resolve("fobs"), 1_000_000)) {
      var sent = CompletableFuture.runAsync(() -> sendUnread(pty));
      sent.get(30, TimeUnit.SECONDS);
    }
  }

  private static void sendUnread(PtyWire pty) {
    try {
      pty.send(random(200_000));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theLinkIsReplacedAndRemovedButNothingElseIs() throws IOException {
    var link = dir.resolve("deep/fobs");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("/nowhere"));
    var pty = PtyWire.open(link, 9_600);
    assertTrue(Files.exists(link));
    pty.close();
    pty.close();
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    Files.writeString(link, "a file");
    assertThrows(IOException.class, () -> PtyWire.open(link, 9_600));
    assertEquals("a file", Files.readString(link));
  }

  @Test
  void aLinkThatAnotherTookOverStays() throws IOException {
    var link = dir.resolve("fobs");
    var first = PtyWire.open(link, 9_600);
    try (var second = PtyWire.open(link, 9_600)) {
      first.close();
      assertTrue(Files.exists(second.path()));
    }
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void noDescriptorAndNoThreadIsLeft() throws IOException {
    cycle(); // loads libraries
    var descriptors = descriptors();
    int threads = Thread.getAllStackTraces().size();
    for (int i = 0; i < 50; i++) cycle();
    assertEquals(descriptors, descriptors());
    assertTrue(Thread.getAllStackTraces().size() <= threads + 1);
  }

  private void cycle() throws IOException {
    try (var pty = PtyWire.open(dir.resolve("fobs"), 115_200);
        var client = SerialWire.open(pty.path().toString(), 115_200)) {
      client.send(new byte[] {7});
      assertArrayEquals(new byte[] {7}, exactly(pty, 1));
    }
  }

  /** Open terminals only: the virtual machine opens files as it likes. */
  private static long descriptors() throws IOException {
    var folder = Path.of(Posix.MAC ? "/dev/fd" : "/proc/self/fd");
    try (var list = Files.list(folder)) {
      return list.filter(fd -> target(fd).matches("/dev/(ptmx|pts/.*|pty.*|tty.*)")).count();
    }
  }

  private static String target(Path fd) {
    try {
      return Files.isSymbolicLink(fd) ? Files.readSymbolicLink(fd).toString() : "";
    } catch (IOException gone) {
      return "";
    }
  }

  @Test
  void aPortThatIsNotThereIsTold() {
    var refused = assertThrows(IOException.class, () -> SerialWire.open("/dev/nothing", 9_600));
    assertTrue(String.valueOf(refused.getMessage()).contains("Port not found"));
    for (int baud : Arrays.asList(0, 299, 4_000_001)) {
      assertThrows(IllegalArgumentException.class, () -> SerialWire.open("/dev/nothing", baud));
    }
  }
}
