package dev.kagimori.bank.ledger;

/**
 * A person who logs in.
 *
 * @param loginId what they type; case counts (E15)
 * @param contract the contract's name at the token service, and {@code user} the login's in it
 * @param role {@code PERSONAL}, {@code MASTER} or {@code GENERAL}
 * @param mail where notices go
 */
public record Customer(
    String institution,
    String loginId,
    String contract,
    String user,
    String role,
    String nameJa,
    String nameEn,
    String mail) {
  /** Whether it manages the other users of its contract (D1). */
  public boolean isMaster() {
    return role.equals("MASTER");
  }

  public boolean isPersonal() {
    return role.equals("PERSONAL");
  }

  /** The same person with another address for notices. */
  public Customer withMail(String address) {
    return new Customer(institution, loginId, contract, user, role, nameJa, nameEn, address);
  }
}
