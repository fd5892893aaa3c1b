package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.CannotStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedPeersTest {
  private static final String OPTION = "--forwarded-by";

  private static TrustedPeers of(String... blocks) {
    return TrustedPeers.parse(OPTION, List.of(blocks));
  }

  @Test
  void aBlockHasItsFirstAndLastAddressAndNotTheOnesBeside() {
    var peers = of("10.1.2.0/23", " 2001:db8:1::/48", "192.0.2.7/32");
    for (var inside :
        List.of(
            "10.1.2.0",
            "10.1.3.255",
            "::ffff:10.1.2.1",
            "2001:db8:1::",
            "2001:db8:1:ffff:ffff:ffff:ffff:ffff",
            "192.0.2.7")) assertTrue(peers.has(inside), inside);
    for (var outside :
        List.of(
            "10.1.1.255",
            "10.1.4.0",
            "2001:db8::ffff",
            "2001:db8:2::",
            "::10.1.2.1",
            "192.0.2.6",
            "192.0.2.8",
            "",
            "localhost")) assertFalse(peers.has(outside), outside);
    assertTrue(of("fe80::/10").has("fe80:0:0:0:0:0:0:1%eth0"));
    assertFalse(TrustedPeers.NONE.has("127.0.0.1"));
  }

  /** Against a check bit by bit. */
  @Test
  void anAddressIsInABlockWhenTheFirstBitsAreTheSame() throws UnknownHostException {
    var random = new Random(20_261_121);
    for (int n = 0; n < 5_000; n++) {
      byte[] network = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(network);
      int all = network.length * 8;
      int bits = random.nextInt(1, all + 1);
      for (int bit = bits; bit < all; bit++) network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
      var peers = of(text(network) + "/" + bits);
      assertEquals(peers.toString(), of(peers.toString().split(",")).toString());

      byte[] address = network.clone();
      for (int bit = bits; bit < all; bit++)
        if (random.nextBoolean()) address[bit / 8] ^= (byte) (0x80 >> bit % 8);
      assertTrue(peers.has(text(address)), peers + " " + text(address));
      int wrong = random.nextInt(bits);
      address[wrong / 8] ^= (byte) (0x80 >> wrong % 8);
      assertFalse(peers.has(text(address)), peers + " " + text(address));
    }
  }

  private static String text(byte[] address) throws UnknownHostException {
    return InetAddress.getByAddress(address).getHostAddress();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5,              10.1.2.3/32",
    "10.0.0.5/,             10.1.2.3/32",
    "10.0.0.5/33,           10.1.2.3/32",
    "10.0.0.5/-1,           10.1.2.3/32",
    "10.0.0.5/032,          10.1.2.3/32",
    "10.0.0.5/32/32,        10.1.2.3/32",
    "10.0.0/24,             10.1.2.3/32",
    "010.0.0.5/32,          10.1.2.3/32",
    "::1/129,               10.1.2.3/32",
    "::ffff:10.0.0.0/104,   10.1.2.3/32",
    "fe80::1%eth0/128,      10.1.2.3/32",
    "balancer/32,           host names",
    "balancer.example/24,   host names",
    "0.0.0.0/0,             everybody",
    "::/0,                  everybody",
    "10.0.0.5/24,           /32",
    "2001:db8::1/64,        /128",
    "'',                    10.1.2.3/32",
  })
  void aWrongBlockIsRefusedWithOptionValueAndRemedy(String text, String remedy) {
    var refused = assertThrows(CannotStart.class, () -> of("10.0.0.0/8", text));
    var reason = refused.reasons().getFirst();
    for (var told : List.of(reason.ja(), reason.en())) {
      assertTrue(told.contains(OPTION), told);
      assertTrue(told.contains(text), told);
    }
    assertTrue(reason.en().contains(remedy), reason.en());
  }

  @Test
  void moreBlocksThanAnyoneNeedsAreRefused() {
    TrustedPeers.parse(OPTION, Collections.nCopies(TrustedPeers.MOST, "10.0.0.0/8"));
    var tooMany = Collections.nCopies(TrustedPeers.MOST + 1, "10.0.0.0/8");
    assertThrows(CannotStart.class, () -> TrustedPeers.parse(OPTION, tooMany));
  }
}
