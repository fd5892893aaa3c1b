package dev.kagimori.bank;

import dev.kagimori.testkit.Customer;

/**
 * Somebody with an account at a bank of the town.
 *
 * @param customer as the token service knows them
 * @param bank where the bank's pages begin, such as {@code http://127.0.0.1:40123/minato}
 */
record Person(
    Customer customer, String bank, String loginId, String loginPassword, String ownPassword) {
  @Override
  public String toString() {
    return "Person(" + loginId + ")";
  }
}
