package dev.kagimori.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The ways in which bytes get into texts: raw, hexadecimal, Java's list of numbers, Base32 and
 * Base64 (RFC 4648). The last two also as part of something longer, where a secret begins at
 * another bit; padding follows a secret and needs no needle of its own.
 */
public final class Spellings {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Spellings() {}

  public static List<Needle> of(String kind, byte[] secret) {
    var needles = new LinkedHashSet<Needle>(); // some spellings are the same
    needles.add(new Needle(kind + " raw", secret.clone(), false));
    var hex = HexFormat.of().formatHex(secret);
    add(needles, kind + " hex", hex);
    add(needles, kind + " HEX", hex.toUpperCase(Locale.ROOT));
    var list = Arrays.toString(secret);
    add(needles, kind + " list", list.substring(1, list.length() - 1));
    for (int before = 0; before < 5; before++) {
      var text = inside(base32(shifted(secret, before)), before, secret.length, 5);
      add(needles, kind + " Base32", text);
      add(needles, kind + " base32", text.toLowerCase(Locale.ROOT));
    }
    for (int before = 0; before < 3; before++) {
      var shifted = shifted(secret, before);
      var plain = Base64.getEncoder().encodeToString(shifted);
      add(needles, kind + " Base64", inside(plain, before, secret.length, 6));
      var url = Base64.getUrlEncoder().encodeToString(shifted);
      add(needles, kind + " Base64 for URLs", inside(url, before, secret.length, 6));
    }
    return List.copyOf(needles);
  }

  private static void add(Set<Needle> needles, String kind, String text) {
    needles.add(new Needle(kind, text.getBytes(StandardCharsets.US_ASCII), false));
  }

  /** With bytes before it, and one after it, as if it stood in something longer. */
  private static byte[] shifted(byte[] secret, int before) {
    var longer = new byte[before + secret.length + 1];
    System.arraycopy(secret, 0, longer, before, secret.length);
    return longer;
  }

  /** The characters that hold nothing but bits of the secret. */
  private static String inside(String text, int before, int length, int bits) {
    int from = Math.ceilDiv(before * 8, bits);
    int to = (before + length) * 8 / bits;
    return text.substring(from, to);
  }

  private static String base32(byte[] bytes) {
    var text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte b : bytes) {
      held = (held << 8) | (b & 0xff);
      for (bits += 8; bits >= 5; bits -= 5) text.append(BASE32.charAt((held >> (bits - 5)) & 31));
      held &= 31;
    }
    if (bits > 0) text.append(BASE32.charAt((held << (5 - bits)) & 31));
    return text.toString();
  }
}
