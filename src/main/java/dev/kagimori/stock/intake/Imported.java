package dev.kagimori.stock.intake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A delivery, and how far its import is.
 *
 * @param delivery its number in the institution, from 1
 * @param accepted while it is {@code READING} all or nothing: would do, and are not in stock yet
 * @param byMake accepted ones by the make's prefix
 * @param by who imports it, as the audit names them
 * @param progressAt when the counts last changed: long ago, while {@code READING}, means that the
 *     import was killed; the same order again goes on with it
 */
public record Imported(
    int delivery,
    String name,
    String fileName,
    String branch,
    ImportOrder.OnError onError,
    State state,
    long read,
    long accepted,
    long rejected,
    long duplicates,
    Map<String, Long> byMake,
    Instant receivedAt,
    String by,
    Instant progressAt,
    Optional<Instant> endedAt) {

  /** Where an import is. */
  public enum State {
    /** Begun, and not ended. */
    READING,
    /** Ended; its name is taken. */
    DONE,
    /** Ended, and nothing was kept; the name is free for another try. */
    REFUSED,
    /** Ended where the file breaks, with fobs that were kept (skip); to be gone on with. */
    BROKEN
  }
}
