package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
  private static String read(String text) {
    return IpLiteral.parse(text).map(InetAddress::getHostAddress).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7,                                   203.0.113.7",
    "0.0.0.0,                                       0.0.0.0",
    "255.255.255.255,                               255.255.255.255",
    "::,                                            0:0:0:0:0:0:0:0",
    "2001:DB8::1,                                   2001:db8:0:0:0:0:0:1",
    "2001:0db8:0000:0000:0000:0000:0000:0001,       2001:db8:0:0:0:0:0:1",
    "64:ff9b::192.0.2.33,                           64:ff9b:0:0:0:0:c000:221",
    "::ffff:203.0.113.7,                            203.0.113.7",
    "::ffff:cb00:7107,                              203.0.113.7",
    "0000:0000:0000:0000:0000:ffff:255.255.255.255, 255.255.255.255",
  })
  void oneAddressHasOneSpelling(String text, String address) {
    assertEquals(address, read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        ":",
        ":::",
        "1",
        "1.2",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "256.1.1.1",
        "010.0.0.1",
        "1.2.3.04",
        "0x7f.0.0.1",
        "1.2.3.4 ",
        " 1.2.3.4",
        "+1.2.3.4",
        "1.2.3.4:80",
        "[::1]",
        "[::1]:80",
        "fe80::1%eth0",
        "fe80::1%1",
        "::1%",
        "::00001",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::1.2.3",
        "::ffff:1.2.3.",
        "::ffff:010.1.1.1",
        "1.2.3.4::",
        "1.2.3.4::1",
        "::g",
        "localhost",
        "unknown",
        "_hidden",
        "bank.example",
        "dead",
        "face",
        "１.2.3.4",
        "1.2.3.4,5.6.7.8",
        "1.2.3.4/32",
        "\"1.2.3.4\"",
        "0000:0000:0000:0000:0000:ffff:255.255.255.2555"
      })
  void whatIsNoAddressIsNoneAndIsNotLookedUp(String text) {
    assertEquals("none", read(text));
  }

  @Test
  void everyAddressIsReadAsItIsWritten() throws UnknownHostException {
    var random = new Random(20_261_121);
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      if (random.nextInt(4) == 0) java.util.Arrays.fill(bytes, 1, bytes.length - 1, (byte) 0);
      var address = InetAddress.getByAddress(bytes);
      assertEquals(Optional.of(address), IpLiteral.parse(address.getHostAddress()));
    }
  }

  @Test
  void whateverIsSentIsAnAddressOrNone() {
    var random = new Random(20_261_121);
    var signs = "0123456789abcdefABCDEFx::::....%[]/ -";
    int read = 0;
    for (int n = 0; n < 200_000; n++) {
      var text = new StringBuilder();
      for (int left = random.nextInt(1, 16); left > 0; left--)
        text.append(signs.charAt(random.nextInt(signs.length())));
      var address = IpLiteral.parse(text);
      if (address.isEmpty()) continue;
      read++;
      assertEquals(address, IpLiteral.parse(address.get().getHostAddress()), text.toString());
    }
    assertEquals(true, read > 0);
  }
}
