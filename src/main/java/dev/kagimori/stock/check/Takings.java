package dev.kagimori.stock.check;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stock-taking (棚卸): what the books say lies at a place is written down when it is opened, so that
 * what moves meanwhile is a difference that can be looked at; then any number of stations say what
 * they see. All in statements over sets of rows, in a transaction that is under way; all await.
 */
public final class Takings {
  /** Fobs that one taking may be of. */
  public static final int EXPECTED_MAX = 200_000;

  /** Fobs that may be seen beside those. */
  public static final int SURPLUS_MAX = 100_000;

  /** Takings of an institution that are open at once. */
  public static final int OPEN_MAX = 100;

  /** What came of it. */
  public sealed interface Outcome {
    record Done(Taking taking) implements Outcome {}

    record Unknown() implements Outcome {}

    record Closed(Taking taking) implements Outcome {}

    /**
     * More fobs than one taking has.
     *
     * @param most how many it may have
     */
    record TooLarge(int most) implements Outcome {}

    /** No fob lies on a shelf of this name. */
    record NoSuchShelf() implements Outcome {}

    /** Too many takings are open. */
    record TooMany() implements Outcome {}
  }

  private Takings() {}

  /**
   * Opens one; {@link Outcome.TooLarge} and {@link Outcome.NoSuchShelf} leave rows behind that have
   * to be rolled back.
   */
  public static Outcome open(
      SqlClient db, String institution, Taking.Place place, Source source, UUID id, Instant now) {
    if (TakingStore.open(db, institution) >= OPEN_MAX) return new Outcome.TooMany();
    TakingStore.insert(db, institution, id, place, source.client(), now);
    int expected = TakingStore.expect(db, institution, id, place, EXPECTED_MAX + 1);
    if (expected > EXPECTED_MAX) return new Outcome.TooLarge(EXPECTED_MAX);
    if (expected == 0 && place.shelf() != null) return new Outcome.NoSuchShelf();
    var taking = TakingStore.expected(db, institution, id, expected);
    append(db, institution, source, "OPEN", taking, now);
    return new Outcome.Done(taking);
  }

  /** Says that these were seen; which costs nothing where they were seen before. */
  public static Outcome see(
      SqlClient db,
      String institution,
      UUID id,
      List<SerialNumber> serials,
      Source source,
      Instant now) {
    return held(db, institution, id)
        .orElseGet(() -> {
          var taking = TakingStore.see(db, institution, id, serials, source.client(), now);
          return taking.surplus() > SURPLUS_MAX
              ? new Outcome.TooLarge(SURPLUS_MAX)
              : new Outcome.Done(taking);
        });
  }

  /** Ends it; its counts and differences are kept. */
  public static Outcome close(
      SqlClient db, String institution, UUID id, Source source, Instant now) {
    return held(db, institution, id)
        .orElseGet(() -> {
          var taking = TakingStore.close(db, institution, id, source.client(), now);
          append(db, institution, source, "CLOSE", taking, now);
          return new Outcome.Done(taking);
        });
  }

  /** Those that are open, the newest first; at most {@link #OPEN_MAX}. */
  public static List<Taking> opened(SqlClient db, String institution) {
    return TakingStore.opened(db, institution);
  }

  /** One taking as it stands. */
  public static Optional<Taking> find(SqlClient db, String institution, UUID id) {
    return TakingStore.find(db, institution, id);
  }

  /**
   * A page of its differences, by serial number.
   *
   * @param after the last serial number of the page before; empty: from the beginning
   */
  public static List<Difference> differences(
      SqlClient db, String institution, UUID id, Difference.Kind kind, String after, int most) {
    return TakingStore.differences(db, institution, id, kind, after, most);
  }

  /** Locks it; empty: it is open. */
  private static Optional<Outcome> held(SqlClient db, String institution, UUID id) {
    var found = TakingStore.lock(db, institution, id);
    if (found.isEmpty()) return Optional.of(new Outcome.Unknown());
    var taking = found.get();
    return taking.closedAt() == null ? Optional.empty() : Optional.of(new Outcome.Closed(taking));
  }

  private static void append(
      SqlClient db, String institution, Source source, String what, Taking taking, Instant now) {
    var details =
        new JsonObject()
            .put("what", what)
            .put("taking", taking.id().toString())
            .put("expected", taking.expected())
            .put("missing", taking.missing())
            .put("surplus", taking.surplus());
    var place = taking.place();
    if (place.branch() != null) details.put("branch", place.branch());
    if (place.box() != null) details.put("box", place.box());
    if (place.shelf() != null) details.put("shelf", place.shelf());
    if (place.delivery() != null) details.put("delivery", place.delivery());
    var entry = Entry.of(institution, now, source, Action.TAKE_STOCK).with(details);
    AuditLog.append(db, entry).await();
  }
}
