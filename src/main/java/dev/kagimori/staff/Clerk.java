package dev.kagimori.staff;

import dev.kagimori.audit.Source;
import java.util.Set;

/**
 * Somebody at the institution who asks.
 *
 * @param account one person's
 * @param source as the audit has them
 */
public record Clerk(String institution, String account, Set<Role> roles, Source source) {
  public boolean is(Role role) {
    return roles.contains(role);
  }
}
