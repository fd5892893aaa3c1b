package dev.kagimori.issue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address is counted for: of IPv6 a subscriber has at least 2^64, which count as one. */
final class Origin {
  private static final int SUBSCRIBER = 8;

  private Origin() {}

  static String of(String address) {
    try {
      var ip = InetAddress.ofLiteral(address);
      return ip instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(ip.getAddress(), SUBSCRIBER))
          : ip.getHostAddress();
    } catch (IllegalArgumentException e) { // a socket that is none of the Internet's
      return address;
    }
  }
}
