package dev.kagimori.station.desk;

import org.jspecify.annotations.Nullable;

/** What the sending thread tells the reading one. */
sealed interface Verdict {
  Sighting of();

  /**
   * The service's answer.
   *
   * @param inspection what the books say of it now; null: it is not in them
   */
  record Judged(Sighting of, String result, @Nullable String reason, @Nullable String inspection)
      implements Verdict {}

  /** It was not sent, or its answer never came, and its code is old by now: read it again. */
  record Stale(Sighting of) implements Verdict {}
}
