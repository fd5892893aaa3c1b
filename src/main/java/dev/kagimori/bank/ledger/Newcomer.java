package dev.kagimori.bank.ledger;

/** A customer with the two passwords that they chose; in clear, so keep it nowhere. */
public record Newcomer(Customer customer, String loginPassword, String ownPassword) {
  @Override
  public String toString() {
    return "Newcomer(" + customer.loginId() + ")";
  }
}
