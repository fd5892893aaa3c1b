package dev.kagimori.stock.campaign;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import java.time.Instant;

/**
 * A step that somebody has done.
 *
 * @param source as the audit has them
 */
public record Order(String institution, int campaign, Source source, Instant now) {
  /** The audit's entry of a step, or of a part of it. */
  Entry entry(String step) {
    return Entry.of(institution, now, source, Action.CAMPAIGN)
        .with("campaign", campaign)
        .with("step", step);
  }
}
