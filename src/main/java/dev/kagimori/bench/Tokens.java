package dev.kagimori.bench;

import java.nio.charset.StandardCharsets;

/**
 * The names of the bench's tokens. Each has a number of eight digits, which its serial number, its
 * contract and its seed come from: the registered ones from 10,000,000 on, those in stock from
 * 20,000,000 on.
 */
final class Tokens {
  static final String INSTITUTION = "bench";
  static final String MAKE = "GM";
  static final String CONTRACT = "c-";
  static final String USER = "u";
  static final int STEP_SECONDS = 30;

  /** So many can be registered. */
  static final int REGISTERED_MAX = 10_000_000;

  static final int REGISTERED = 10_000_000;
  static final int STOCK = 20_000_000;

  /** So many can be in stock: the numbers keep eight digits. */
  static final int STOCK_MAX = 70_000_000;

  private Tokens() {}

  static String serial(int number) {
    return MAKE + number;
  }

  static byte[] serialBytes(int number) {
    return serial(number).getBytes(StandardCharsets.US_ASCII);
  }
}
