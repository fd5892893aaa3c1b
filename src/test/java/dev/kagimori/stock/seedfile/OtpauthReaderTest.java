package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtpauthReaderTest {
  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  static {
    Secrets.seed(SEED);
  }

  @Test
  void aUriIsRead() {
    var uri =
        "otpauth://totp/%E5%8C%97%E6%B5%9C:GM000001?secret="
            + SECRET
            + "&issuer=%E5%8C%97%E6%B5%9C&algorithm=SHA256&digits=8&period=60";
    var record = Results.of(uri + "\n").record();
    assertEquals("GM000001", record.serial());
    assertEquals("北浜", record.manufacturer());
    assertArrayEquals(SEED, record.seed().reveal());
    assertEquals(Optional.of(Algorithm.SHA256), record.algorithm());
    assertEquals(OptionalInt.of(8), record.digits());
    assertEquals(OptionalInt.of(60), record.stepSeconds());
  }

  @Test
  void whatIsLeftOutHasTheFormatsDefaultAndSerialGoesBeforeTheAccount() {
    var file =
        "\uFEFFotpauth://totp/a@b?secret=%s\r\n\r\nOTPAUTH://TOTP/x?serial=GM2&secret=%s"
            .formatted(SECRET, SECRET.toLowerCase(Locale.ROOT));
    var results = Results.of(file);
    var record = results.record(0);
    assertEquals("a@b", record.serial());
    assertEquals(Optional.of(Algorithm.SHA1), record.algorithm());
    assertEquals(OptionalInt.of(6), record.digits());
    assertEquals(OptionalInt.of(30), record.stepSeconds());
    assertEquals("GM2", results.record(1).serial());
    assertEquals(3, results.record(1).line());
    assertEquals(2, results.record(1).position());
  }

  @ParameterizedTest
  @CsvSource({
    "otpauth://hotp/GM1?secret=S&counter=1,NOT_TOTP,type",
    "otpauth://totp/GM1?digits=6,MISSING,secret",
    "otpauth://totp/GM1?secret=S!,MALFORMED,secret",
    "otpauth://totp/GM1?secret=GEZD GNBV,MALFORMED,secret",
    "otpauth://totp/GM1?secret=GEZDGNBV,WEAK_SEED,secret",
    "otpauth://totp/GM1?secret=S&digits=7,OUT_OF_RANGE,digits",
    "otpauth://totp/GM1?secret=S&period=121,OUT_OF_RANGE,period",
    "otpauth://totp/GM1?secret=S&algorithm=MD5,NOT_SUPPORTED,algorithm",
    "otpauth://totp/GM1?secret=S&secret=S,MALFORMED,uri",
    "otpauth://totp/GM%1?secret=S,MALFORMED,label",
    "otpauth://totp/GM%ff?secret=S,MALFORMED,label",
    "otpauth://totp/?secret=S,MISSING,serial",
    "otpauth://totp,MALFORMED,uri",
    "https://totp/GM1?secret=S,MALFORMED,uri",
  })
  void aUriThatWillNotDoIsReportedAndTheNextIsRead(String uri, Reason reason, String field) {
    var good = "otpauth://totp/GM1?secret=" + SECRET + "\n";
    var results = Results.of(good + uri.replaceAll("=S\\b(?!!)", "=" + SECRET) + "\n" + good);
    assertEquals(3, results.all().size(), results.toString());
    var problem = results.unusable(1);
    assertEquals(reason + " " + field, problem.reason() + " " + problem.field());
    assertEquals(2, problem.line());
  }

  @Test
  void aFileThatIsCutOffIsBroken() {
    var uri = "otpauth://totp/GM1?secret=" + SECRET;
    for (var length = 1; length < uri.length(); length++)
      Results.of(uri + "\n" + uri.substring(0, length)).broken(Reason.MALFORMED, "row");
    Results.of(uri + "\n" + uri + "&x=" + "x".repeat(1_000_000)).broken(Reason.TOO_LARGE, "row");
  }
}
