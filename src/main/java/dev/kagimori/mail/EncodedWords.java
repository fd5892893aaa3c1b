package dev.kagimori.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.regex.Pattern;

/** Text in a header: encoded words (RFC 2047, B), on lines of no more than 76 characters. */
final class EncodedWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 -]{0,60}");

  /** 39 bytes are 52 characters in base 64, 64 with what stands around, 73 behind "Subject: ". */
  private static final int BYTES_MAX = 39;

  private EncodedWords() {}

  /**
   * The text, folded where it is long; never more than its own header.
   *
   * @throws IllegalArgumentException when there is a control character in it
   */
  static String of(String text) {
    if (text.chars().anyMatch(Character::isISOControl))
      throw new IllegalArgumentException("a header has no control characters");
    if (PLAIN.matcher(text).matches()) return text;
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      var character = Character.toString(text.codePointAt(i));
      int size = utf8(character).length;
      if (bytes + size > BYTES_MAX) {
        words.add(encoded(word.toString()));
        word.setLength(0);
        bytes = 0;
      }
      word.append(character);
      bytes += size;
      i += character.length();
    }
    words.add(encoded(word.toString()));
    return String.join("\r\n ", words);
  }

  private static String encoded(String word) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8(word)) + "?=";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
