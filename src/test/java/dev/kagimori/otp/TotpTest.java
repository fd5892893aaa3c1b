package dev.kagimori.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static Seed ofLength(int length) {
    return Seed.of("1234567890".repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII));
  }

  @Nested
  @DisplayName("RFC 6238 Appendix B (keys as long as the hash, as its erratum 2866 says)")
  class AppendixB {
    @ParameterizedTest(name = "at {0} s: {1}, {2}, {3}")
    @CsvSource({
      "59,          94287082, 46119246, 90693936",
      "1111111109,  07081804, 68084774, 25091201",
      "1111111111,  14050471, 67062674, 99943326",
      "1234567890,  89005924, 91819424, 93441116",
      "2000000000,  69279037, 90698825, 38618901",
      "20000000000, 65353130, 77737706, 47863826"
    })
    void theCodeIsTheOneOfTheTable(long second, String sha1, String sha256, String sha512) {
      var at = Instant.ofEpochSecond(second);
      check(Algorithm.SHA1, 20, at, sha1);
      check(Algorithm.SHA256, 32, at, sha256);
      check(Algorithm.SHA512, 64, at, sha512);
    }

    private void check(Algorithm algorithm, int length, Instant at, String code) {
      var totp = Totp.of(algorithm, 8, 30);
      assertEquals(code, totp.code(ofLength(length), totp.stepAt(at)).reveal());
    }
  }

  @Test
  void aCodeKeepsItsLeadingZeros() {
    var totp = Totp.of(Algorithm.SHA1, 6, 30);
    var seed = ofLength(20);
    long step = 0;
    while (!totp.code(seed, step).reveal().startsWith("00")) step++;
    var code = totp.code(seed, step);
    assertEquals(6, code.reveal().length());
    assertEquals(List.of(step), totp.matches(seed, code, Window.only(step)));
  }

  @Test
  void aSeedOfHighBytesIsUsedExactly() {
    var bytes = new byte[20];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (0xff - i);
    var seed = Seed.of(bytes);
    var totp = Totp.of(Algorithm.SHA256, 8, 30);
    assertEquals(List.of(7L), totp.matches(seed, totp.code(seed, 7), new Window(0, 20, 10)));
  }

  @Test
  void bothStepsOfAWindowWithTheSameCodeAreFound() {
    var totp = Totp.of(Algorithm.SHA1, 6, 30);
    var random = new Random(1);
    for (; ; ) {
      var bytes = new byte[20];
      random.nextBytes(bytes);
      var seed = Seed.of(bytes);
      var window = new Window(0, 400, 200);
      for (long step = 0; step <= 400; step++) {
        var found = totp.matches(seed, totp.code(seed, step), window);
        if (found.size() < 2) continue;
        assertTrue(found.contains(step));
        return;
      }
    }
  }

  @Test
  void aCodeOfAnotherLengthMatchesNothing() {
    var totp = Totp.of(Algorithm.SHA1, 6, 30);
    var seed = ofLength(20);
    var eight = OneTimeCode.parse("00" + totp.code(seed, 5).reveal()).orElseThrow();
    assertEquals(List.of(), totp.matches(seed, eight, new Window(0, 10, 5)));
  }

  @Test
  void aStepLongerThanTwoMinutesIsNoToken() {
    assertThrows(IllegalArgumentException.class, () -> Totp.of(Algorithm.SHA1, 6, 121));
    assertThrows(IllegalArgumentException.class, () -> Totp.of(Algorithm.SHA1, 6, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Totp(Algorithm.SHA1, 6, Duration.ofMillis(30_500)));
    assertThrows(IllegalArgumentException.class, () -> Totp.of(Algorithm.SHA1, 9, 30));
  }

  @Test
  void stepsOutliveTheYear2038() {
    var totp = Totp.of(Algorithm.SHA1, 6, 30);
    assertEquals(4_294_967_296L, totp.stepAt(Instant.ofEpochSecond(4_294_967_296L * 30)));
  }
}
