package dev.kagimori.stock.check;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stock-taking (棚卸).
 *
 * @param expected fobs that the books said lie there when it was opened
 * @param found of these, those that were seen
 * @param surplus fobs that were seen and that the books said lie elsewhere, are out, or are unknown
 * @param closedAt null: it goes on
 */
public record Taking(
    UUID id,
    Place place,
    Instant openedAt,
    String openedBy,
    int expected,
    int found,
    int surplus,
    @Nullable Instant closedAt,
    @Nullable String closedBy) {

  /** Where; what is null does not count, and one at least is not. */
  public record Place(
      @Nullable String branch,
      @Nullable String box,
      @Nullable String shelf,
      @Nullable Integer delivery) {
    static Place from(Row row) {
      return new Place(
          row.getString("branch"),
          row.getString("box"),
          row.getString("shelf"),
          row.getInteger("delivery"));
    }

    public boolean isAnywhere() {
      return branch == null && box == null && shelf == null && delivery == null;
    }
  }

  /** Fobs that the books say are there, and that nobody saw. */
  public int missing() {
    return expected - found;
  }

  static Taking from(Row row) {
    var closed = row.getOffsetDateTime("closed_at");
    return new Taking(
        row.getUUID("taking"),
        Place.from(row),
        row.getOffsetDateTime("opened_at").toInstant(),
        row.getString("opened_by"),
        row.getInteger("expected"),
        row.getInteger("found"),
        row.getInteger("surplus"),
        closed == null ? null : closed.toInstant(),
        row.getString("closed_by"));
  }
}
