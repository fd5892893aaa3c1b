package dev.kagimori.stock.intake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A delivery, and how far its import is.
 *
 * @param delivery its number in the institution, from 1
 * @param accepted in stock: none while it is {@code READING} all or nothing
 * @param byMake accepted ones by the make's prefix
 * @param by who imports it, as the audit names them
 * @param progressAt when the counts last changed: long ago, while {@code READING}, means that the
 *     import was killed a moment ago; the same order again goes on with it
 * @param seedsInClear of one that is done: whether the file had a seed in clear
 * @param openEnd of one that is done: whether the file's last line had no line end
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
    Optional<Instant> endedAt,
    boolean seedsInClear,
    boolean openEnd) {

  /** What somebody should look at. */
  public List<ImportWarning> warnings() {
    return openEnd ? List.of(ImportWarning.NO_FINAL_LINE_END) : List.of();
  }

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
