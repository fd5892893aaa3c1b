package dev.kagimori.stock.seedfile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a line-based file writes its seeds. */
enum SeedText {
  /** An even number of digits (RFC 4648 §8), in either case. */
  HEX {
    @Override
    byte @Nullable [] decode(String text) {
      if (text.isEmpty() || text.length() % 2 != 0) return null;
      return bits(text, text.length(), 4);
    }

    @Override
    int value(char c) {
      return c < 128 ? Character.digit(c, 16) : -1;
    }
  },

  /** RFC 4648 §6, in either case; the padding may be left out. */
  BASE32 {
    @Override
    byte @Nullable [] decode(String text) {
      var length = text.length();
      while (length > 0 && text.charAt(length - 1) == '=') length--;
      var padded = length < text.length();
      var odd = length % 8;
      if (length == 0
          || odd == 1
          || odd == 3
          || odd == 6
          || (padded && (text.length() % 8 != 0 || text.length() - length > 6))) return null;
      return bits(text, length, 5);
    }

    @Override
    int value(char c) {
      if (c >= 'A' && c <= 'Z') return c - 'A';
      if (c >= 'a' && c <= 'z') return c - 'a';
      return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }
  };

  /** The bytes, which the caller wipes; null where the text is not of this kind. */
  abstract byte @Nullable [] decode(String text);

  abstract int value(char c);

  boolean is(String text) {
    var bytes = decode(text);
    if (bytes == null) return false;
    Arrays.fill(bytes, (byte) 0);
    return true;
  }

  byte @Nullable [] bits(String text, int length, int each) {
    var bytes = new byte[length * each / 8];
    var bits = 0;
    var held = 0;
    var at = 0;
    for (var i = 0; i < length; i++) {
      var value = value(text.charAt(i));
      if (value < 0) {
        Arrays.fill(bytes, (byte) 0);
        return null;
      }
      bits = bits << each | value;
      held += each;
      if (held < 8) continue;
      held -= 8;
      bytes[at++] = (byte) (bits >> held);
    }
    return bytes;
  }
}
