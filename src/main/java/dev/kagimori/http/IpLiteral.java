package dev.kagimori.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address of the Internet, written as an address: names, ports, brackets, zones and the short
 * forms of IPv4 are none. Nothing is looked up.
 */
final class IpLiteral {
  /** {@code ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255}. */
  private static final int LONGEST = 45;

  private static final int GROUP = 4;

  private IpLiteral() {}

  /** IPv4 in four decimal parts, or IPv6 (RFC 4291 §2.2); IPv4 mapped into IPv6 is IPv4. */
  static Optional<InetAddress> parse(CharSequence text) {
    if (!isSpelledRight(text)) return Optional.empty();
    try {
      return Optional.of(InetAddress.ofLiteral(text.toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The JDK takes 1.2, 010.0.0.1 and zones too, where others read another address than it does. */
  private static boolean isSpelledRight(CharSequence text) {
    if (text.length() > LONGEST) return false;
    boolean colons = false;
    boolean dots = false;
    int part = 0;
    int group = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      colons |= c == ':';
      dots |= c == '.';
      if (c == ':') part = i + 1;
      if (c == ':' || c == '.') group = 0;
      else if (Character.digit(c, 16) < 0 || c > 'f' || ++group > GROUP) return false;
    }
    return dots ? isQuad(text, part) : colons;
  }

  private static boolean isQuad(CharSequence text, int from) {
    int parts = 1;
    int begin = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        parts++;
        begin = i + 1;
      } else if (!Ascii.isDigit(c) || (i > begin && text.charAt(begin) == '0')) {
        return false;
      }
    }
    return parts == 4;
  }
}
