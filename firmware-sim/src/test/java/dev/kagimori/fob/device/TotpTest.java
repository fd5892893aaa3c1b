package dev.kagimori.fob.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static Seed rfcSeed(Algorithm algorithm) {
    var text = "1234567890".repeat(7).substring(0, algorithm.seedBytes());
    return Seed.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  // Seeds of 32 and 64 bytes for SHA-256 and SHA-512: erratum 2866.
  @ParameterizedTest(name = "{0} s, {1}")
  @DisplayName("RFC 6238 Appendix B")
  @CsvSource({
    "59, SHA1, 94287082", "59, SHA256, 46119246", "59, SHA512, 90693936",
    "1111111109, SHA1, 07081804", "1111111109, SHA256, 68084774", "1111111109, SHA512, 25091201",
    "1111111111, SHA1, 14050471", "1111111111, SHA256, 67062674", "1111111111, SHA512, 99943326",
    "1234567890, SHA1, 89005924", "1234567890, SHA256, 91819424", "1234567890, SHA512, 93441116",
    "2000000000, SHA1, 69279037", "2000000000, SHA256, 90698825", "2000000000, SHA512, 38618901",
    "20000000000, SHA1, 65353130", "20000000000, SHA256, 77737706", "20000000000, SHA512, 47863826"
  })
  void vectors(long seconds, Algorithm algorithm, String code) {
    var at = Instant.ofEpochSecond(seconds);
    assertEquals(code, Totp.code(rfcSeed(algorithm), new CodeRule(8, 30, algorithm), at));
    assertEquals(
        code.substring(2), Totp.code(rfcSeed(algorithm), new CodeRule(6, 30, algorithm), at));
  }

  @Test
  void sixtySecondStepsChangeAtTheFullMinute() {
    var rule = new CodeRule(6, 60, Algorithm.SHA1);
    var seed = rfcSeed(Algorithm.SHA1);
    var first = Totp.code(seed, rule, Instant.parse("2026-01-01T00:00:00Z"));
    assertEquals(first, Totp.code(seed, rule, Instant.parse("2026-01-01T00:00:59.999Z")));
    assertEquals(
        Totp.code(seed, rule, Instant.parse("2026-01-01T00:01:00Z")),
        Totp.code(seed, rule, Instant.parse("2026-01-01T00:01:59Z")));
  }

  @Test
  void seedsWithHighBytesAreTakenAsTheyAre() {
    var bytes = new byte[20];
    Arrays.fill(bytes, (byte) 0xFF);
    // computed with an independent implementation: HMAC-SHA-1, counter 1
    assertEquals(
        "463444",
        Totp.code(Seed.of(bytes), new CodeRule(6, 30, Algorithm.SHA1), Instant.ofEpochSecond(30)));
  }
}
