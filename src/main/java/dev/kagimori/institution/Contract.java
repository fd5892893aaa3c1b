package dev.kagimori.institution;

import dev.kagimori.institution.User.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's internet-banking contract, as the front end tells it.
 *
 * @param declaredDailyLimit yen; null: none declared
 * @param otpRequiredFrom when codes become compulsory for it (D11); null: they don't
 */
public record Contract(
    String contract,
    Kind kind,
    @Nullable Long declaredDailyLimit,
    @Nullable String registeredMail,
    @Nullable Instant otpRequiredFrom,
    List<Login> users) {

  /** Personal or business. */
  public enum Kind {
    PERSONAL,
    BUSINESS
  }

  /** A user as the front end tells it. */
  public record Login(String user, Role role) {}

  /** Mail addresses are nobody's business. */
  @Override
  public String toString() {
    return "Contract(" + kind + " with " + users.size() + " users)";
  }
}
