package dev.kagimori.stock.seedfile;

import static dev.kagimori.stock.seedfile.PskcText.HEAD;
import static dev.kagimori.stock.seedfile.PskcText.PACKAGE;
import static dev.kagimori.stock.seedfile.PskcText.TAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PSKC files that are cut, endless, or want more than their keys. */
class PskcBoundsTest {
  private static List<SeedResult> read(String file) {
    return Results.of(file).all();
  }

  @Test
  void aFileThatIsCutOffAnywhereIsBroken() {
    var file = HEAD + PACKAGE + PACKAGE + TAIL.strip();
    for (var length = 0; length < file.length(); length += 7) {
      var results = read(file.substring(0, length));
      assertInstanceOf(SeedResult.Broken.class, results.getLast(), "cut at " + length);
    }
    assertInstanceOf(SeedResult.Broken.class, read(file + "<more/>").getLast());
    assertInstanceOf(SeedResult.Usable.class, read(file + "<!-- end -->").getLast());
  }

  @Test
  void noFileIsReadAndNothingIsExpanded(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("secret"), "GMSECRET01");
    var external =
        """
        <?xml version="1.0"?>
        <!DOCTYPE KeyContainer [<!ENTITY x SYSTEM "%s">]>
        """
            .formatted(file.toUri());
    var parameter =
        """
        <?xml version="1.0"?>
        <!DOCTYPE KeyContainer [<!ENTITY %% x SYSTEM "%s"> %%x;]>
        """
            .formatted(file.toUri());
    var laughs =
        new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE KeyContainer [<!ENTITY x0 \"ha\">");
    for (var i = 1; i < 30; i++)
      laughs
          .append("<!ENTITY x")
          .append(i)
          .append(" \"")
          .append(("&x" + (i - 1) + ";").repeat(10))
          .append("\">");
    laughs.append("<!ENTITY x \"&x29;\">]>\n");
    var body = (HEAD + PACKAGE + TAIL).replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "");
    for (var doctype : new String[] {external, parameter, laughs.toString()})
      for (var text : new String[] {body, body.replace("GM00000001", "&x;")}) {
        var begun = System.nanoTime();
        var results = read(doctype + text);
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 500);
        assertEquals(1, results.size());
        var problem = assertInstanceOf(SeedResult.Broken.class, results.getFirst()).problem();
        assertEquals("DOCTYPE", problem.field());
      }
    var undeclared = read(HEAD + PACKAGE.replace("GM00000001", "&x;") + TAIL);
    assertInstanceOf(SeedResult.Broken.class, undeclared.getLast());
  }

  @Test
  void depthTextAttributesAndNamesAreBounded() {
    assertInstanceOf(
        SeedResult.Broken.class, read(HEAD + "<Extensions>" + "<a>".repeat(1_000_000)).getLast());
    assertInstanceOf(
        SeedResult.Broken.class,
        read(HEAD + PACKAGE.replace("GM00000001", "G".repeat(5_000)) + TAIL).getLast());
    assertInstanceOf(
        SeedResult.Broken.class,
        read(HEAD + PACKAGE.replace("key-1", "k".repeat(1_025)) + TAIL).getLast());
    assertInstanceOf(
        SeedResult.Broken.class,
        read(HEAD + PACKAGE.replace("key-1", "k".repeat(10_000_000)) + TAIL).getLast());
    assertInstanceOf(
        SeedResult.Broken.class,
        read(HEAD + "<!--" + "c".repeat(10_000_000) + "-->" + TAIL).getLast());
    assertInstanceOf(
        SeedResult.Broken.class, read(HEAD + "<" + "n".repeat(10_000_000) + "/>" + TAIL).getLast());
  }

  @Test
  void keysAndBytesAreBounded() throws Exception {
    var file = (HEAD + PACKAGE.repeat(3) + TAIL).getBytes(StandardCharsets.UTF_8);
    var results = new ArrayList<SeedResult>();
    SeedFile.read(
        new ByteArrayInputStream(file),
        TransportKey.none(),
        new SeedFileLimits(1_000_000, 2),
        results::add);
    assertEquals(3, results.size());
    assertInstanceOf(SeedResult.Broken.class, results.getLast());
    results.clear();
    SeedFile.read(
        new ByteArrayInputStream(file),
        TransportKey.none(),
        new SeedFileLimits(2_000, 10),
        results::add);
    var problem = assertInstanceOf(SeedResult.Broken.class, results.getLast()).problem();
    assertTrue(problem.en().contains("too large"), problem.en());
  }

  @Test
  void aStreamThatFailsIsNotTheFilesFault() {
    var failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("disk");
          }
        };
    assertThrows(
        IOException.class,
        () -> SeedFile.read(failing, TransportKey.none(), SeedFileLimits.usual(), _ -> {}));
  }

  @Test
  void manyKeysAreReadInConstantMemory() throws Exception {
    var count = 30_000;
    var made = new Repeated(HEAD, PACKAGE, count, TAIL);
    var keys = new AtomicInteger();
    var growth = new long[1];
    var before = usedBytes();
    SeedFile.read(
        made,
        TransportKey.none(),
        SeedFileLimits.usual(),
        result -> {
          assertInstanceOf(SeedResult.Usable.class, result);
          if (keys.incrementAndGet() % 10_000 == 0)
            growth[0] = Math.max(growth[0], usedBytes() - before);
        });
    assertEquals(count, keys.get());
    assertTrue(made.bytes > 24_000_000L, "bytes: " + made.bytes);
    assertTrue(growth[0] < 8_000_000, "heap grew by " + growth[0]);
  }

  @Test
  void charactersThatXmlEscapesMayBeInEveryKey() throws Exception {
    var keys = new AtomicInteger();
    var escaped = PACKAGE.replace("oath.Maker", "&amp;&lt;&#x65e5;".repeat(20));
    SeedFile.read(
        new Repeated(HEAD, escaped, 5_000, TAIL),
        TransportKey.none(),
        SeedFileLimits.usual(),
        result -> {
          assertInstanceOf(SeedResult.Usable.class, result);
          keys.incrementAndGet();
        });
    assertEquals(5_000, keys.get());
  }

  private static long usedBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** A long file that is never in memory. */
  private static final class Repeated extends InputStream {
    private final byte[] part;
    private final byte[] tail;
    private byte[] now;
    private int at;
    private int left;
    private long bytes;

    Repeated(String head, String part, int count, String tail) {
      this.now = head.getBytes(StandardCharsets.UTF_8);
      this.part = part.getBytes(StandardCharsets.UTF_8);
      this.tail = tail.getBytes(StandardCharsets.UTF_8);
      this.left = count;
    }

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at == now.length) {
        if (left < 0) return -1;
        now = left-- > 0 ? part : tail;
        at = 0;
      }
      var got = Math.min(length, now.length - at);
      System.arraycopy(now, at, into, offset, got);
      at += got;
      bytes += got;
      return got;
    }
  }
}
