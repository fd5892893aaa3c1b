package dev.kagimori.bench;

import java.nio.charset.StandardCharsets;

/**
 * Looks at a response of HTTP/1.1 (RFC 9112) as far as a load generator has to: where it ends, its
 * status, and the word that says what came of it. Makes no object.
 */
final class ResponseScanner {
  /** The response is not complete yet. */
  static final int MORE = -1;

  /** This is no response that we can read. */
  static final int BROKEN = -2;

  private static final byte[] LENGTH = ascii("\r\ncontent-length:");
  private static final byte[] RESULT = ascii("\"result\":\"");
  private static final byte[] CODE = ascii("\"code\":\"");
  private static final byte[] CLOSE = ascii("\r\nconnection: close");
  private static final int STATUS_AT = 9;
  private static final int CREATED = 201;

  private static final Outcome[] WORDS = {
    Outcome.ACCEPTED,
    Outcome.OVERLOADED,
    Outcome.WRONG,
    Outcome.REPLAYED,
    Outcome.RATE_LIMITED,
    Outcome.OUTCOME_UNKNOWN,
    Outcome.NEXT_CODE_NEEDED,
    Outcome.SUSPENDED,
    Outcome.EXPIRED,
    Outcome.NOT_REGISTERED
  };

  private static final byte[][] SPELT = spelt();

  private int status;
  private boolean last;
  private Outcome outcome = Outcome.OTHER;

  /**
   * Scans from the first byte of a response.
   *
   * @param length so many bytes are there
   * @return how long the response is; {@link #MORE} or {@link #BROKEN}
   */
  int scan(byte[] bytes, int length) {
    int head = headEnd(bytes, length);
    if (head < 0) return MORE;
    int field = find(bytes, 0, head, LENGTH);
    if (field < 0 || head < STATUS_AT + 3) return BROKEN;
    int body = number(bytes, field + LENGTH.length, head);
    if (body < 0) return BROKEN;
    if (head + body > length) return MORE;
    status = number(bytes, STATUS_AT, STATUS_AT + 3);
    last = find(bytes, 0, head, CLOSE) >= 0;
    outcome = outcome(bytes, head, head + body);
    return head + body;
  }

  int status() {
    return status;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Whether the server closes the connection after this response. */
  boolean isLast() {
    return last;
  }

  private Outcome outcome(byte[] bytes, int from, int to) {
    if (status == CREATED) return Outcome.STARTED;
    var key = status == 200 ? RESULT : CODE;
    int at = find(bytes, from, to, key);
    if (at < 0) return Outcome.OTHER;
    at += key.length;
    for (int i = 0; i < SPELT.length; i++) if (is(bytes, at, to, SPELT[i])) return WORDS[i];
    return Outcome.OTHER;
  }

  private static int headEnd(byte[] bytes, int length) {
    for (int i = 3; i < length; i++)
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') return i + 1;
    return -1;
  }

  /** The digits at a place, after blanks; negative where there are none. */
  private static int number(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') at++;
    int first = at;
    int value = 0;
    while (at < to && at - first < 8 && bytes[at] >= '0' && bytes[at] <= '9')
      value = value * 10 + bytes[at++] - '0';
    return at == first ? -1 : value;
  }

  /** Case does not count in what is found; {@code what} is lower-case where that matters. */
  private static int find(byte[] bytes, int from, int to, byte[] what) {
    for (int i = from; i <= to - what.length; i++) if (is(bytes, i, to, what)) return i;
    return -1;
  }

  private static boolean is(byte[] bytes, int at, int to, byte[] what) {
    if (at + what.length > to) return false;
    for (int i = 0; i < what.length; i++) if (!same(bytes[at + i], what[i])) return false;
    return true;
  }

  private static boolean same(byte is, byte wanted) {
    return is == wanted || (is >= 'A' && is <= 'Z' && is + ('a' - 'A') == wanted);
  }

  private static byte[][] spelt() {
    var spelt = new byte[WORDS.length][];
    for (int i = 0; i < spelt.length; i++) spelt[i] = ascii(WORDS[i].name() + "\"");
    return spelt;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
