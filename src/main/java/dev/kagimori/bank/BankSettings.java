package dev.kagimori.bank;

import dev.kagimori.bank.ledger.Customers;
import dev.kagimori.bank.visit.House;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the front end needs to know.
 *
 * @param host where it listens
 * @param port 0: any
 * @param database a PostgreSQL database of its own, {@code postgresql://user:password@host/name}
 * @param clock the bank's own; codes are judged by the token service's
 * @param passwordMemory that hashing a password takes, in KiB, 8 or more; {@link
 *     Customers#PASSWORD_MEMORY} but in tests, and of one database always the same
 * @param secure where client certificates are asked for; null: nowhere
 */
public record BankSettings(
    String host,
    int port,
    String database,
    List<House> houses,
    InstantSource clock,
    int passwordMemory,
    @Nullable SecureDoor secure) {
  public BankSettings {
    if (secure == null && houses.stream().anyMatch(House::certificates))
      throw new IllegalArgumentException("client certificates need a port that asks for them");
  }

  @Override
  public String toString() {
    return "BankSettings(" + host + ":" + port + ", " + houses + ")"; // without the password
  }
}
