package dev.kagimori.stock.check;

import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * A fob of which the books say something else than was seen.
 *
 * @param state as the books have it now; null: they don't know it
 * @param place where they say it lies now
 */
public record Difference(
    SerialNumber serial, @Nullable TokenState state, Taking.Place place, @Nullable String seenBy) {
  /** What differs. */
  public enum Kind {
    /** In the books, and not seen. */
    MISSING,
    /** Seen, and not in the books there. */
    SURPLUS
  }

  static Difference from(Row row) {
    var state = row.getString("state");
    return new Difference(
        new SerialNumber(row.getString("serial")),
        state == null ? null : TokenState.valueOf(state),
        Taking.Place.from(row),
        row.getString("seen_by"));
  }
}
