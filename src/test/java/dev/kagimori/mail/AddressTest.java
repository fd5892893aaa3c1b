package dev.kagimori.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeUtility;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hanako@example.jp",
        "h@e.jp",
        "hanako.sato+otp@mail.bank.example.jp",
        "o'neill/x=y@example.co.jp",
        "1-2@3.example"
      })
  void anAddressOfRfc5321IsTakenAsItIs(String text) {
    assertEquals(text, Address.of(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hanako",
        "@example.jp",
        "hanako@",
        "hanako@localhost",
        "hanako@-x.jp",
        "hanako@example..jp",
        "hanako@example.jp.",
        "hana ko@example.jp",
        "hanako@example.jp\r\nBcc: all@example.jp",
        "hanako\nRCPT TO:<all@example.jp>@example.jp",
        "hanako\0@example.jp",
        "hanako@example.jp>",
        "<hanako@example.jp>",
        "a,b@example.jp",
        "a(b)@example.jp",
        "\"a\\b\"@example.jp",
        "\"a\"b\"@example.jp",
        "花子@example.jp",
        "hanako@例え.jp",
        "ｈａｎａｋｏ@example.jp"
      })
  void whatIsNoAddressOrCouldBeMoreThanOneIsRefusedAndNotRepeated(String text) {
    assertTrue(Address.parse(text).isEmpty());
    var refused = assertThrows(IllegalArgumentException.class, () -> Address.of(text));
    assertFalse(refused.toString().contains("example"));
  }

  @Test
  @DisplayName("RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all")
  void sizesHaveTheirBounds() {
    assertTrue(Address.parse("a".repeat(64) + "@example.jp").isPresent());
    assertTrue(Address.parse("a".repeat(65) + "@example.jp").isEmpty());
    var domain = "d".repeat(60) + "." + "e".repeat(60) + "." + "f".repeat(60);
    assertTrue(Address.parse("a".repeat(64) + "@" + domain + ".jpjpjp").isPresent());
    assertTrue(Address.parse("a".repeat(64) + "@" + domain + ".jpjpjpj").isEmpty());
  }

  @Test
  void dotsInARowAsJapanesePhonesHaveThemAreQuoted() {
    for (var typed :
        new String[] {"hana..ko.@docomo.example.jp", "\"hana..ko.\"@docomo.example.jp"})
      assertEquals("\"hana..ko.\"@docomo.example.jp", Address.of(typed).text());
  }

  @Test
  void staffAndLogsSeeItMasked() {
    assertEquals("h•••@example.jp", Address.of("hanako@example.jp").toString());
  }

  @Test
  @DisplayName("RFC 2047: lines of 76 characters, and no character is cut in two")
  void headersAreReadableAgainWhateverIsInThem() throws Exception {
    var random = new Random(2047);
    for (int n = 0; n < 500; n++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(1, 120); i > 0; i--)
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(' ', 0x7f);
              case 1 -> random.nextInt(0x3041, 0x3097);
              case 2 -> random.nextInt(0x4e00, 0x9fa0);
              default -> random.nextInt(0x1f300, 0x1f600);
            });
      var encoded = EncodedWords.of(text.toString());
      assertTrue(("Subject: " + encoded).lines().allMatch(line -> line.length() <= 76), encoded);
      assertEquals(text.toString(), MimeUtility.decodeText(MimeUtility.unfold(encoded)));
    }
    assertThrows(IllegalArgumentException.class, () -> EncodedWords.of("a\r\nBcc: b@example.jp"));
  }

  @Test
  void pausesDoubleUpToAnHourAndDifferByAQuarter() {
    var random = new Random(60);
    for (int n = 0; n < 1_000; n++) {
      var mail = new UUID(random.nextLong(), random.nextLong());
      for (int tries = 1; tries <= Backoff.TRIES_MAX; tries++) {
        long usual = Math.min(3_600, 60L << Math.min(tries - 1, 20));
        long seconds = Backoff.after(tries, mail).toSeconds();
        assertTrue(seconds >= usual * 3 / 4 && seconds <= usual * 5 / 4, tries + ": " + seconds);
      }
    }
  }
}
