package dev.kagimori.http;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Names one request in answers, logs and audit. */
final class RequestId {
  private static final int LONGEST = 64;

  /** Of this process, so that no two instances give one name; it need not be hard to guess. */
  private static final String PREFIX = Long.toHexString(new SecureRandom().nextLong()) + '-';

  private static final AtomicLong LAST = new AtomicLong();

  private RequestId() {}

  /** The client's own where it is of the form {@code [A-Za-z0-9-]{1,64}}, else a new one. */
  static String of(@Nullable String asked) {
    return asked != null && isOne(asked) ? asked : PREFIX + LAST.incrementAndGet();
  }

  private static boolean isOne(String asked) {
    if (asked.isEmpty() || asked.length() > LONGEST) return false;
    for (int i = 0; i < asked.length(); i++) {
      char c = asked.charAt(i);
      if (!Ascii.isAlphanumeric(c) && c != '-') return false;
    }
    return true;
  }
}
