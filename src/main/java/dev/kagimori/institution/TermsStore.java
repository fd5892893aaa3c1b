package dev.kagimori.institution;

import dev.kagimori.database.Cached;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Tx;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** An institution's terms, each version from its effective date on. */
public final class TermsStore {
  private static final String ALL =
      """
      SELECT effective_from, body FROM terms WHERE institution = $1
      ORDER BY effective_from DESC LIMIT 100
      """;

  private static final String PUT =
      """
      INSERT INTO terms (institution, effective_from, body) VALUES ($1, $2, $3)
      ON CONFLICT (institution, effective_from) DO UPDATE SET body = excluded.body
      """;

  private static final String BODIES =
      """
      SELECT effective_from, body FROM terms WHERE institution = $1
      ORDER BY effective_from LIMIT 1000
      """;

  private static final String HOLD = "SELECT FROM terms WHERE institution = $1 FOR UPDATE";

  private static final int CACHED_MAX = 1_000;

  /** A version as it is stored, in force from its date until the next one's. */
  public record Body(Instant from, JsonObject json) {}

  private record Version(Instant from, Terms terms) {}

  private final Cached<String, List<Version>> versions;

  public TermsStore(Pool pool, Changes changes) {
    versions = changes.cached("terms", CACHED_MAX, institution -> load(pool, institution));
  }

  /**
   * The terms in force.
   *
   * @throws IllegalStateException when the institution has none yet: it was set up half
   */
  public Terms at(String institution, Instant now) {
    return inForce(versions.get(institution), institution, now);
  }

  /** As {@link #at}, for event loops. */
  public Future<Terms> find(String institution, Instant now) {
    return versions.find(institution).map(all -> inForce(all, institution, now));
  }

  private static Terms inForce(List<Version> versions, String institution, Instant now) {
    for (var version : versions) if (!version.from.isAfter(now)) return version.terms;
    throw new IllegalStateException("no terms in force for " + institution);
  }

  /**
   * Stores terms that are in force from an instant on.
   *
   * @throws IllegalArgumentException when they make no sense; nothing is stored then
   */
  public static void put(SqlClient db, String institution, Instant from, JsonObject body) {
    TermsJson.read(body);
    db.preparedQuery(PUT).execute(Tuple.of(institution, Times.column(from), body)).await();
  }

  /**
   * Stores terms as {@link #put}, if the versions still are those that were looked at.
   *
   * @return false where somebody stored others since: nothing is stored then
   */
  public static boolean replace(
      SqlClient db, String institution, List<Body> seen, Instant from, JsonObject body) {
    db.preparedQuery(HOLD).execute(Tuple.of(institution)).await();
    if (!bodies(db, institution).equals(seen)) return false;
    put(db, institution, from, body);
    return true;
  }

  /** All versions, the oldest first. */
  public static List<Body> bodies(SqlClient db, String institution) {
    var rows = db.preparedQuery(BODIES).execute(Tuple.of(institution)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            new Body(
                row.getOffsetDateTime("effective_from").toInstant(), row.getJsonObject("body")))
        .toList();
  }

  private static List<Version> load(Pool pool, String institution) {
    var rows = Tx.read(pool, ALL, Tuple.of(institution));
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            new Version(
                row.getOffsetDateTime("effective_from").toInstant(),
                TermsJson.stored(row.getJsonObject("body"))))
        .toList();
  }
}
