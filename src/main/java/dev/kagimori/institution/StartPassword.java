package dev.kagimori.institution;

import java.time.Duration;

/**
 * What an app is set up with, once (利用開始パスワード).
 *
 * @param digitsMin 4 to 8
 * @param digitsMax 4 to 8
 * @param triesShort wrong tries that lock one of 4 or 5 digits, 1 to 3
 * @param triesLong wrong tries that lock one of 6 to 8 digits, 1 to 5
 * @param life how long it can be used, at most 24 hours
 */
public record StartPassword(
    int digitsMin, int digitsMax, int triesShort, int triesLong, Duration life) {
  private static final int SHORT = 5;

  /** How many wrong tries lock a password of so many digits (S0C4). */
  public int triesMax(int digits) {
    return digits <= SHORT ? triesShort : triesLong;
  }
}
