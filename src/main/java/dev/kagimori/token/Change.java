package dev.kagimori.token;

import dev.kagimori.audit.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What a decision leaves behind: its entry, and the token as it is from now on.
 *
 * @param before the token that was decided on; null where none changes
 * @param after null where none changes
 */
public record Change(Entry entry, @Nullable Token before, @Nullable Token after) {
  /** A decision that changes no token. */
  public static Change none(Entry entry) {
    return new Change(entry, null, null);
  }

  /** A decision on a token, which may leave it as it was. */
  public static Change of(Entry entry, Token before, Decision decision) {
    return decision.changes(before) ? new Change(entry, before, decision.token()) : none(entry);
  }

  public boolean changesToken() {
    return before != null;
  }
}
