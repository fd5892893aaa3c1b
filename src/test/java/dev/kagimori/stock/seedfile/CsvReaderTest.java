package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  private static final String HEX = "3132333435363738393031323334353637383930";
  private static final byte[] SEED = HexFormat.of().parseHex(HEX);
  private static final String BASE32 = new Base32().encodeToString(SEED);

  /** Both hex and Base32. */
  private static final String EITHER = "ABCDEF234567ABCDEF234567ABCDEF23";

  static {
    Secrets.seed(SEED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GM1,%s,TOTP,6,60\n",
        "GM1,%s,TOTP,6,60",
        "# a comment\r\n\r\nGM1, %s ,totp,6,60\r\n",
        "\uFEFFGM1,%s,TOTP,6,60\n",
        "\"GM1\",\"%s\",\"TOTP\",\"6\",\"60\"\n",
        "serial,secret,digits,step,type\nGM1,%s,6,60,TOTP\n",
        "Serial No;Seed;Period;Digits\r\nGM1;%s;60;6\r\n",
        "Serial_Number\tSECRET-KEY\tOTP Length\tTime Interval\nGM1\t%s\t6\t60\n",
        "シリアル番号,シード,桁数,間隔\nGM1,%s,6,60\n",
        "serialNumber,secret_hex,digits,step\nGM1,%s,6,60\n",
      })
  void theCommonLayoutsAreRead(String file) {
    var record = Results.of(file.formatted(HEX)).record();
    assertEquals("GM1", record.serial());
    assertEquals(1, record.position());
    assertArrayEquals(SEED, record.seed().reveal());
    assertEquals(OptionalInt.of(6), record.digits());
    assertEquals(OptionalInt.of(60), record.stepSeconds());
    assertEquals(Optional.empty(), record.algorithm());
    assertFalse(record.encrypted());
  }

  @Test
  void aSpreadsheetsTextInUtf16IsRefusedWithWhatToSaveItAs() {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE))
      for (var text :
          List.of("serial\tsecret\r\nGM1\t" + HEX + "\r\n", "\r\n GM1," + HEX + ",60")) {
        var results = Results.of(("\uFEFF" + text).getBytes(charset), TransportKey.none());
        results.broken(Reason.NOT_SUPPORTED, "file");
        var told = results.broken();
        assertTrue(told.ja().contains("UTF-8") && told.en().contains("UTF-8"), told.toString());
      }
    for (var empty : List.of("\uFEFF", "\uFEFF \r\n"))
      Results.of(empty.getBytes(StandardCharsets.UTF_16LE), TransportKey.none())
          .broken(Reason.MISSING, "file");
  }

  @Test
  void whatAFileDoesNotSayIsLeftOpen() {
    var record = Results.of("serial,seed\nGM1," + HEX + "\n").record();
    assertEquals(OptionalInt.empty(), record.digits());
    assertEquals(OptionalInt.empty(), record.stepSeconds());
    assertEquals(2, record.line());
  }

  @Test
  void threeColumnsWithoutHeaderAreSerialSeedAndStep() {
    for (var seed : List.of(HEX, BASE32)) {
      var record = Results.of("GM12345678," + seed + ",60\n").record();
      assertEquals("GM12345678", record.serial());
      assertEquals(OptionalInt.of(60), record.stepSeconds());
    }
    assertEquals("NOT_TOTP", Results.of("GM1," + HEX + ",hotp\n").unusable(0).reason().name());
  }

  @Test
  void everyColumnIsRead() {
    var record =
        Results.of(
                "serial,seed,algorithm,start,expiry,drift,maker,model,step\n"
                    + ("GM1," + HEX + ",sha-256,2026-01-01T00:00:00Z,")
                    + "2031-01-01T09:00:00+09:00,-2,M,F1,30\n")
            .record();
    assertEquals(Optional.of(Algorithm.SHA256), record.algorithm());
    assertEquals(Optional.of(Instant.parse("2026-01-01T00:00:00Z")), record.startDate());
    assertEquals(Optional.of(Instant.parse("2031-01-01T00:00:00Z")), record.expiryDate());
    assertEquals(-2, record.drift());
    assertEquals("M F1", record.manufacturer() + " " + record.model());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "2031-12-31,2031-12-30T15:00:00Z,2031-12-31T15:00:00Z",
        "2031/12/31,2031-12-30T15:00:00Z,2031-12-31T15:00:00Z",
        "2031/1/5,2031-01-04T15:00:00Z,2031-01-05T15:00:00Z",
        "20311231,2031-12-30T15:00:00Z,2031-12-31T15:00:00Z",
        "2032-02-29,2032-02-28T15:00:00Z,2032-02-29T15:00:00Z",
        "2031-12-31T00:00:00Z,2031-12-31T00:00:00Z,2031-12-31T00:00:00Z",
        "2031-12-31T00:00:00,2031-12-31T00:00:00Z,2031-12-31T00:00:00Z",
        "2031-12-31T09:00:00+09:00,2031-12-31T00:00:00Z,2031-12-31T00:00:00Z",
        "2031-02-29,-,-",
        "20311331,-,-",
        "31.12.2031,-,-",
        "31/12/2031,-,-",
        "311231,-,-",
        "2031-12-31 00:00,-,-",
      })
  void aDayBeginsAtItsBeginningInTokyoAndEndsAtItsEnd(String day, Instant start, Instant end) {
    var begins = Results.of("serial,seed,start\nGM1," + HEX + "," + day + "\n");
    var expires = Results.of("serial,seed,start,expiry\nGM1,%s,%2$s,%2$s\n".formatted(HEX, day));
    if (start == null) {
      assertEquals(
          "MALFORMED start", begins.unusable(0).reason() + " " + begins.unusable(0).field());
      assertTrue(begins.unusable(0).en().contains("2026/11/21"));
      return;
    }
    assertEquals(Optional.of(start), begins.record().startDate());
    assertEquals(Optional.of(start), expires.record().startDate());
    assertEquals(Optional.of(end), expires.record().expiryDate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999-12-31",
        "30000101",
        "+294277-01-01",
        "+294277-01-01T00:00:00Z",
        "1899-12-31T23:59:59Z"
      })
  void datesThatNotAllCanReadAreRefused(String day) {
    var problem = Results.of("serial,seed,expiry\nGM1," + HEX + "," + day + "\n").unusable(0);
    assertEquals("OUT_OF_RANGE expiry", problem.reason() + " " + problem.field());
  }

  @ParameterizedTest
  @CsvSource({"00", "41", "ff"})
  void aSeedOfOneByteAllOverIsWeak(String each) {
    var problem = Results.of("serial,secret_hex\nGM1," + each.repeat(20) + "\n").unusable(0);
    assertEquals(Reason.WEAK_SEED + " secret", problem.reason() + " " + problem.field());
    var uri = "otpauth://totp/GM1?secret=" + new Base32().encodeToString(new byte[20]);
    assertEquals(Reason.WEAK_SEED, Results.of(uri + "\n").unusable(0).reason());
  }

  /** One row that was cut looks like one that never had a line end. */
  @ParameterizedTest
  @CsvSource({"'',OPEN", "'\\n',CERTAIN", "'\\r\\n',CERTAIN", "'\\r',CERTAIN", "'\\n# end',OPEN"})
  void whetherTheLastLineIsEndedIsTold(String end, FileEnd told) throws Exception {
    for (var file :
        new String[] {
          "serial,seed\nGM1," + HEX,
          "GM1," + HEX + ",TOTP,6,60",
          "otpauth://totp/GM1?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        }) {
      if (file.startsWith("otpauth") && end.contains("#")) continue;
      var bytes =
          (file + end.replace("\\n", "\n").replace("\\r", "\r")).getBytes(StandardCharsets.UTF_8);
      var results = new ArrayList<SeedResult>();
      var seen =
          SeedFile.read(
              new ByteArrayInputStream(bytes),
              TransportKey.none(),
              SeedFileLimits.usual(),
              results::add);
      assertEquals(told, seen, file);
      assertEquals(1, results.size());
    }
  }

  @Test
  void aHeaderInShiftJisIsRead() {
    var file = ("シリアル番号,シード,メーカー\r\nGM1," + HEX + ",株式会社\r\n");
    var record =
        Results.of(file.getBytes(Charset.forName("windows-31j")), TransportKey.none()).record();
    assertEquals("株式会社", record.manufacturer());
  }

  @Test
  void hexAndBase32AreToldByTheHeaderOrByTheValues() {
    for (var base32 : new String[] {BASE32, BASE32.toLowerCase(Locale.ROOT)})
      assertArrayEquals(
          SEED, Results.of("serial,secret\nGM1," + base32 + "\n").record().seed().reveal());
    assertArrayEquals(
        new Base32().decode(EITHER),
        Results.of("serial,base32\nGM1," + EITHER + "\n").record().seed().reveal());
    assertArrayEquals(
        HexFormat.of().parseHex(EITHER),
        Results.of("serial,secret_hex\nGM1," + EITHER + "\n").record().seed().reveal());
    // the value that decides comes late: those before it wait
    var late = "serial,secret\nGM1," + EITHER + "\nGM2," + EITHER + "\nGM3," + HEX + "\n";
    var results = Results.of(late);
    assertEquals(3, results.all().size());
    assertArrayEquals(HexFormat.of().parseHex(EITHER), results.record(0).seed().reveal());
    assertEquals(2, results.record(1).position());
    Results.of("serial,secret\nGM1," + EITHER + "\n").broken(Reason.AMBIGUOUS, "secret");
    Results.of("serial,secret\n" + ("GM1," + EITHER + "\n").repeat(1_000))
        .broken(Reason.AMBIGUOUS, "secret");
    Results.of("serial,secret\nGM1," + HEX + "\nGM2," + BASE32 + "\n")
        .broken(Reason.AMBIGUOUS, "secret");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "HOTP,6,60,NOT_TOTP,type",
        "OCRA,6,60,NOT_TOTP,type",
        "-,6,60,MISSING,type",
        "TOTP,7,60,OUT_OF_RANGE,digits",
        "TOTP,６,60,OUT_OF_RANGE,digits",
        "TOTP,6,0,OUT_OF_RANGE,step",
        "TOTP,6,121,OUT_OF_RANGE,step",
        "TOTP,6,x,OUT_OF_RANGE,step",
      })
  void aRowThatWillNotDoIsReportedAndTheNextIsRead(
      String type, String digits, String step, Reason reason, String field) {
    var row = "GM1," + HEX + "," + (type == null ? "" : type) + "," + digits + "," + step + "\n";
    var results = Results.of(row + "GM2," + HEX + ",TOTP,6,60\n");
    var problem = results.unusable(0);
    assertEquals(reason + " " + field, problem.reason() + " " + problem.field());
    assertEquals("GM1", problem.serial());
    assertEquals(1, problem.line());
    assertEquals(2, results.record(1).position());
  }

  @ParameterizedTest
  @CsvSource({"13,WEAK_SEED", "14,", "128,", "129,SEED_TOO_LONG"})
  void seedsOf112To1024BitsAreGivenOut(int bytes, Reason reason) {
    var seed = new PskcMaker(bytes).seed(bytes);
    var results = Results.of("serial,seed_hex\nGM1," + HexFormat.of().formatHex(seed) + "\n");
    if (reason == null) assertEquals(bytes * 8, results.record().seedBits());
    else assertEquals(reason, results.unusable(0).reason());
  }

  @Test
  void aSeedInTheWrongColumnIsNotShown() {
    var problem = Results.of("serial,secret_hex\n" + HEX + ",GM1\n").unusable(0);
    assertEquals("", problem.serial());
    assertFalse(problem.toString().contains(HEX));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serial,digits|MISSING|header",
        "secret,digits|MISSING|header",
        "serial,sn,secret|AMBIGUOUS|header",
        "serial,secret_hex,base32|AMBIGUOUS|header",
        "some,thing|NOT_SUPPORTED|header",
        "LOGGING START,2013|NOT_SUPPORTED|header",
        "'  \n '|MISSING|file",
      })
  void aFileThatSaysTooLittleIsRefused(String head, Reason reason, String field) {
    Results.of(head.replace("\\n", "\n")).broken(reason, field);
  }

  @Test
  void aFileThatIsCutOffIsBroken() {
    var file = "GM1," + HEX + ",TOTP,6,60\nGM2," + HEX + ",TOTP,6,60";
    for (var length = file.lastIndexOf("GM2") + 1; length < file.length() - 5; length++)
      Results.of(file.substring(0, length)).broken(Reason.MALFORMED, "row");
    var lastColumn = "serial,seed\nGM1," + HEX + "\nGM2," + HEX;
    for (var length = lastColumn.length() - 12; length < lastColumn.length(); length++)
      Results.of(lastColumn.substring(0, length)).broken(Reason.MALFORMED, "row");
    assertEquals(2, Results.of(lastColumn).all().size());
    Results.of("serial,seed\n\"GM1," + HEX + "\n").broken(Reason.MALFORMED, "row");
  }

  @Test
  void linesColumnsAndRecordsAreBounded() throws Exception {
    Results.of("serial,seed\nGM1," + "0".repeat(1_000_000)).broken(Reason.TOO_LARGE, "row");
    Results.of("serial,seed\n" + ",".repeat(200) + "\n").broken(Reason.TOO_LARGE, "row");
    var rows = ("serial,seed\n" + ("GM1," + HEX + "\n").repeat(3)).getBytes(StandardCharsets.UTF_8);
    var last = new SeedResult[1];
    SeedFile.read(
        new ByteArrayInputStream(rows),
        TransportKey.none(),
        new SeedFileLimits(1_000, 2),
        result -> last[0] = result);
    assertTrue(last[0] instanceof SeedResult.Broken);
  }

  @Test
  void brokenTextIsRefused() {
    Results.of("PK\u0003\u0004\u0000\u0000").broken(Reason.NOT_SUPPORTED, "file");
    var rows = "serial,seed,maker\n" + ("GM1," + HEX + ",x\n").repeat(400);
    var file = rows.getBytes(StandardCharsets.UTF_8);
    file[file.length - 2] = (byte) 0xff;
    Results.of(file, TransportKey.none()).broken(Reason.MALFORMED, "file");
  }
}
