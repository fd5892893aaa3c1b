package dev.kagimori.fob.drawer;

import java.nio.charset.StandardCharsets;

/** What is sent back; never empty. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String type, byte[] body) {
  private static final int OK = 200;

  static Answer ok(Json json) {
    return new Answer(OK, "application/json", bytes(json.toString()));
  }

  static Answer ok(String type, String text) {
    return new Answer(OK, type + "; charset=utf-8", bytes(text));
  }

  /** With a word that the page has a sentence for. */
  static Answer error(int status, String word) {
    return new Answer(status, "application/json", bytes(new Json().put("error", word).toString()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
