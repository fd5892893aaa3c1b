package dev.kagimori.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 4226 Appendix D: HOTP values of the test secret")
class HotpTest {
  private static final Seed SEED =
      Seed.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

  @ParameterizedTest(name = "counter {0} gives {1}")
  @CsvSource({
    "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
    "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
  })
  void theValueOfACounterIsTheOneOfTheTable(long counter, int value) {
    assertEquals(value, new Hotp(SEED, Algorithm.SHA1, 6).value(counter));
  }
}
