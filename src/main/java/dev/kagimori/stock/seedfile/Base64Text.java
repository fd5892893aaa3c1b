package dev.kagimori.stock.seedfile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64 as XML has it (RFC 4648 §4, with white space anywhere), out of characters that can be
 * wiped: a seed never becomes a {@code String}.
 */
final class Base64Text {
  private static final byte NONE = -1;
  private static final byte WHITE = -2;
  private static final byte PAD = -3;
  private static final byte[] VALUES = values();

  private Base64Text() {}

  private static byte[] values() {
    var values = new byte[128];
    Arrays.fill(values, NONE);
    var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (var i = 0; i < digits.length(); i++) values[digits.charAt(i)] = (byte) i;
    for (var white : new char[] {' ', '\t', '\r', '\n'}) values[white] = WHITE;
    values['='] = PAD;
    return values;
  }

  /** The bytes; null where the text is not Base64, or its padding is missing. */
  static byte @Nullable [] decode(char[] text, int length) {
    var digits = 0;
    var pads = 0;
    for (var i = 0; i < length; i++) {
      var value = text[i] < 128 ? VALUES[text[i]] : NONE;
      if (value == WHITE) continue;
      if (value == PAD) pads++;
      else if (value == NONE || pads > 0) return null;
      else digits++;
    }
    if (pads > 2 || (digits + pads) % 4 != 0) return null;
    var bytes = new byte[(digits + pads) / 4 * 3 - pads];
    var bits = 0;
    var held = 0;
    var at = 0;
    for (var i = 0; i < length && at < bytes.length; i++) {
      var value = VALUES[text[i]];
      if (value < 0) continue;
      bits = bits << 6 | value;
      held += 6;
      if (held < 8) continue;
      held -= 8;
      bytes[at++] = (byte) (bits >> held);
    }
    return bytes;
  }
}
