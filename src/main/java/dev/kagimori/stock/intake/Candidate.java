package dev.kagimori.stock.intake;

import dev.kagimori.token.TokenInsert.Delivered;

/**
 * A record that would do, with its seed sealed; whether its serial number is free is not known yet.
 *
 * @param make the prefix by which the terms know it
 */
record Candidate(long position, int line, String make, Delivered token) {
  String serial() {
    return token.stored().token().serial().value();
  }
}
