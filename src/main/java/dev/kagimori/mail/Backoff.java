package dev.kagimori.mail;

import java.time.Duration;
import java.util.UUID;

/**
 * How long a mail waits for its next try: a minute, doubled with each up to an hour; up to a
 * quarter less or more, so that what was refused together does not come back together.
 */
final class Backoff {
  /** Beyond it a mail bounces; there are about thirty in a day. */
  static final int TRIES_MAX = 40;

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofHours(1);

  private Backoff() {}

  /**
   * The pause after a number of tries.
   *
   * @param tries 1 or more
   */
  static Duration after(int tries, UUID mail) {
    var doubled = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
    var pause = doubled.compareTo(MOST) < 0 ? doubled : MOST;
    long part = Math.floorMod(mail.getLeastSignificantBits() + tries * 137L, 501L); // 0 to 500
    return pause.multipliedBy(750 + part).dividedBy(1_000);
  }
}
