package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.secrets.Secrets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PskcReaderTest {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
      """;
  private static final String TAIL = "</KeyContainer>\n";
  private static final String SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=";

  static {
    Secrets.seed(Base64.getDecoder().decode(SECRET));
  }

  private static final String PACKAGE =
      """
      <KeyPackage>
        <DeviceInfo>
          <Manufacturer>oath.Maker</Manufacturer>
          <SerialNo>GM00000001</SerialNo>
          <Model>F1</Model>
        </DeviceInfo>
        <CryptoModuleInfo><Id>CM</Id></CryptoModuleInfo>
        <Key Id="key-1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
          <Issuer>Issuer</Issuer>
          <AlgorithmParameters>
            <Suite>HMAC-SHA256</Suite>
            <ResponseFormat Length="6" Encoding="DECIMAL"/>
          </AlgorithmParameters>
          <Data>
            <Secret><PlainValue>
              MTIzNDU2Nzg5MDEy
              MzQ1Njc4OTA=
            </PlainValue></Secret>
            <Time><PlainValue>0</PlainValue></Time>
            <TimeInterval><PlainValue>60</PlainValue></TimeInterval>
            <TimeDrift><PlainValue>-4</PlainValue></TimeDrift>
          </Data>
          <Policy>
            <StartDate>2026-01-01T00:00:00Z</StartDate>
            <ExpiryDate>2031-01-01T09:00:00+09:00</ExpiryDate>
            <KeyUsage>OTP</KeyUsage>
          </Policy>
        </Key>
      </KeyPackage>
      """;

  private static List<SeedResult> read(String file) {
    return read(file.getBytes(StandardCharsets.UTF_8));
  }

  private static List<SeedResult> read(byte[] file) {
    var results = new ArrayList<SeedResult>();
    try {
      SeedFile.read(
          new ByteArrayInputStream(file),
          TransportKey.none(),
          SeedFileLimits.usual(),
          results::add);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return results;
  }

  private static SeedRecord key(String file) {
    return assertInstanceOf(SeedResult.Usable.class, read(file).getFirst()).record();
  }

  private static SeedProblem broken(String file) {
    return assertInstanceOf(SeedResult.Broken.class, read(file).getLast()).problem();
  }

  @Test
  void everyFieldIsRead() {
    var key = key(HEAD + PACKAGE + TAIL);
    assertEquals("GM00000001", key.serial());
    assertEquals("key-1", key.keyId());
    assertEquals("oath.Maker", key.manufacturer());
    assertEquals("F1", key.model());
    assertEquals(Optional.of(Algorithm.SHA256), key.algorithm());
    assertEquals(OptionalInt.of(6), key.digits());
    assertEquals(OptionalInt.of(60), key.stepSeconds());
    assertEquals(-4, key.drift());
    assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), key.startDate());
    assertEquals(Optional.of(Instant.parse("2031-01-01T00:00:00Z")), key.expiryDate());
    assertEquals(3, key.line());
    assertArrayEquals(
        "12345678901234567890".getBytes(StandardCharsets.US_ASCII), key.seed().reveal());
    assertFalse(key.toString().contains(SECRET));
  }

  @Test
  void whatMayBeMissingHasItsDefault() {
    var key =
        key(
            HEAD
                + """
                <KeyPackage><DeviceInfo><SerialNo>SY1</SerialNo></DeviceInfo>
                <Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
                <AlgorithmParameters><ResponseFormat Length="8" Encoding="DECIMAL"/></AlgorithmParameters>
                <Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret></Data>
                </Key></KeyPackage>
                """
                + TAIL);
    assertEquals(Optional.of(Algorithm.SHA1), key.algorithm());
    assertEquals(OptionalInt.of(30), key.stepSeconds());
    assertEquals(OptionalInt.of(8), key.digits());
    assertEquals(0, key.drift());
    assertEquals(Optional.empty(), key.expiryDate());
  }

  @Test
  void bytesOf0x80AndMoreAreExact() {
    var seed = new byte[32];
    for (var i = 0; i < seed.length; i++) seed[i] = (byte) (0x7f + i * 4);
    var text =
        PACKAGE.replaceAll(
            "(?s)<PlainValue>\\s*MTI.*?</",
            "<PlainValue>" + Base64.getEncoder().encodeToString(seed) + "</");
    assertArrayEquals(seed, key(HEAD + text + TAIL).seed().reveal());
  }

  @ParameterizedTest
  @CsvSource({
    "13,false",
    "14,true",
    "16,true",
    "20,true",
    "32,true",
    "128,true",
    "129,false",
    "8,false"
  })
  void seedsOf112To1024BitsAreTaken(int length, boolean taken) {
    var text =
        PACKAGE.replaceAll(
            "(?s)<PlainValue>\\s*MTI.*?</",
            "<PlainValue>" + Base64.getEncoder().encodeToString(new byte[length]) + "</");
    assertEquals(taken, read(HEAD + text + TAIL).getFirst() instanceof SeedResult.Usable);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pskc:totp|pskc:hotp|Algorithm",
        "pskc:totp|pskc:ocra|Algorithm",
        "pskc:totp|pskc:pin|Algorithm",
        "HMAC-SHA256|HMAC-MD5|Suite",
        "DECIMAL|HEXADECIMAL|Encoding",
        "DECIMAL|ALPHANUMERIC|Encoding",
        "Length=\"6\"|Length=\"7\"|ResponseFormat/Length",
        "Length=\"6\"|Length=\"06\"|ResponseFormat/Length",
        "Length=\"6\"|Length=\"６\"|ResponseFormat/Length",
        "Length=\"6\"|Length=\"6\" CheckDigits=\"true\"|CheckDigits",
        ">60<|>0<|TimeInterval",
        ">60<|>121<|TimeInterval",
        ">60<|>99999999999<|TimeInterval",
        ">60<|>x<|TimeInterval",
        ">-4<|>-11<|TimeDrift",
        "<PlainValue>0<|<PlainValue>5<|Time",
        "2026-01-01T00:00:00Z|2026-01-01|Policy/StartDate",
        "<KeyUsage>OTP</KeyUsage>|<KeyUsage>Encrypt</KeyUsage>|KeyUsage",
        "<KeyUsage>OTP</KeyUsage>|<NumberOfTransactions>9</NumberOfTransactions>|Policy",
        "<KeyUsage>OTP</KeyUsage>|<PINPolicy MinLength=\"4\"/>|Policy",
        "<KeyUsage>OTP</KeyUsage>|<x:More xmlns:x=\"urn:x\"/>|Policy",
        "<SerialNo>GM00000001</SerialNo>||SerialNo",
        "GM00000001|GM&#x85;0001|DeviceInfo/SerialNo",
        "<Model>F1</Model>|<SerialNo>GM2</SerialNo>|DeviceInfo/SerialNo",
        "<Suite>|<ChallengeFormat Encoding=\"DECIMAL\" Min=\"1\""
            + " Max=\"2\"/><Suite>|AlgorithmParameters",
        "MTIzNDU2Nzg5MDEy|MTIz!DU2Nzg5MDEy|Secret",
        "<Time>|<Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret><Time>|Secret",
        "<Issuer>Issuer</Issuer>|<KeyReference>x</KeyReference>|KeyReference",
      })
  void aKeyThatCannotBeUsedIsRefusedAndTheNextIsRead(String is, String becomes, String field) {
    assertTrue(PACKAGE.contains(is), is);
    var bad = PACKAGE.replace(is, becomes == null ? "" : becomes);
    var results = read(HEAD + bad + PACKAGE + TAIL);
    assertEquals(2, results.size(), results.toString());
    var problem = assertInstanceOf(SeedResult.Unusable.class, results.getFirst()).problem();
    assertEquals(field, problem.field(), problem.toString());
    assertTrue(problem.line() >= 3 && problem.line() < 36, problem.toString());
    assertFalse(problem.toString().contains("Nzg5MDEy"), problem.toString());
    assertFalse(problem.ja().isEmpty() || problem.en().isEmpty());
    assertInstanceOf(SeedResult.Usable.class, results.getLast());
  }

  @Test
  void aSignedFileIsRefusedAsSuch() {
    var signature = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>";
    assertEquals(SeedProblem.Reason.SIGNATURE, broken(HEAD + PACKAGE + signature + TAIL).reason());
  }

  @Test
  void aMissingSeedIsRefused() {
    var none = PACKAGE.replaceAll("(?s)<Secret>.*</Secret>", "");
    var problem =
        assertInstanceOf(SeedResult.Unusable.class, read(HEAD + none + TAIL).getFirst()).problem();
    assertEquals("Secret", problem.field());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not xml",
        "<KeyContainer Version=\"1.0\"/>",
        "<KeyContainer Version=\"1.0\" xmlns=\"urn:else\"/>",
        "<KeyContainer Version=\"1.1\" xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\"/>",
        "<KeyContainer Version=\"1.0\" xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\"/>",
        "<KeyContainer Version=\"1.0\""
            + " xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\"><Else/></KeyContainer>",
      })
  void whatIsNotPskcIsRefused(String file) {
    assertFalse(broken(file).en().isEmpty());
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
