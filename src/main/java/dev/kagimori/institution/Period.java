package dev.kagimori.institution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A half-open time in which something is open.
 *
 * @param from the first instant; null: always was
 * @param until the first instant after; null: no end is set
 */
public record Period(@Nullable Instant from, @Nullable Instant until) {
  static final Period ALWAYS = new Period(null, null);

  public boolean contains(Instant at) {
    return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
  }
}
