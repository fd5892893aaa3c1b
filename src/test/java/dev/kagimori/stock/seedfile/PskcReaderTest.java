package dev.kagimori.stock.seedfile;

import static dev.kagimori.stock.seedfile.PskcText.HEAD;
import static dev.kagimori.stock.seedfile.PskcText.PACKAGE;
import static dev.kagimori.stock.seedfile.PskcText.TAIL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.otp.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a PSKC file (RFC 6030 §4, §5). */
class PskcReaderTest {
  private static List<SeedResult> read(String file) {
    return Results.of(file).all();
  }

  private static SeedRecord key(String file) {
    return Results.of(file).record(0);
  }

  private static SeedProblem broken(String file) {
    return Results.of(file).broken();
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
    assertFalse(key.toString().contains(PskcText.SECRET));
  }

  @Test
  void aFileInUtf16IsRead() {
    var text = HEAD.replace("UTF-8", "UTF-16") + PACKAGE + TAIL;
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      var marked = Results.of(("\uFEFF" + text).getBytes(charset), TransportKey.none());
      assertEquals("GM00000001", marked.record().serial());
    }
  }

  @Test
  void whatTheFileDoesNotSayIsLeftOpen() {
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
    assertEquals(Optional.empty(), key.algorithm());
    assertEquals(OptionalInt.empty(), key.stepSeconds());
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
            "<PlainValue>"
                + Base64.getEncoder().encodeToString(new PskcMaker(1).seed(length))
                + "</");
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

  /** However many bits it has: nobody made it at random. */
  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x31, 0xff})
  void aSeedOfOneByteAllOverIsWeak(int each) {
    var seed = new byte[20];
    Arrays.fill(seed, (byte) each);
    var text =
        PACKAGE.replaceAll(
            "(?s)<PlainValue>\\s*MTI.*?</",
            "<PlainValue>" + Base64.getEncoder().encodeToString(seed) + "</");
    var results = Results.of(HEAD + text + PACKAGE + TAIL);
    var problem = results.unusable(0);
    assertEquals(
        SeedProblem.Reason.WEAK_SEED + " Secret", problem.reason() + " " + problem.field());
    assertTrue(problem.ja().contains("同じ値") && problem.en().contains("same"), problem.toString());
    seed[19] ^= 1;
    var nearly =
        text.replaceAll(">[^<]*={1,2}<", ">" + Base64.getEncoder().encodeToString(seed) + "<");
    assertArrayEquals(seed, key(HEAD + nearly + TAIL).seed().reveal());
    assertEquals("GM00000001", results.record(1).serial());
  }

  @Test
  void anEmptyDateIsRefused() {
    var empty = PACKAGE.replaceAll("<ExpiryDate>.*</ExpiryDate>", "<ExpiryDate/>");
    assertEquals("Policy/ExpiryDate", Results.of(HEAD + empty + TAIL).unusable(0).field());
  }
}
