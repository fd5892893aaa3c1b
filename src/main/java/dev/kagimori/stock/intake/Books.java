package dev.kagimori.stock.intake;

import dev.kagimori.database.Session;
import dev.kagimori.token.TokenInsert.Delivered;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts chunks into the books. The three ways of doing so differ in when it is committed. */
abstract sealed class Books permits AllOrNothing, KeepTheGood, DryRun {
  /** For what is done at once. */
  static final Duration TIME = Duration.ofSeconds(30);

  private static final String THERE =
      "SELECT serial, delivery FROM token WHERE institution = $1 AND serial = ANY($2)";

  /** A reader that has to wait for its file does not end the transaction. */
  private static final String PATIENT = "SET LOCAL idle_in_transaction_session_timeout = '60s'";

  private static final String DECIDED = "SELECT last_value FROM audit_id";

  private final Session session;
  private final String institution;
  private Tally tally;

  /**
   * @param before what an earlier run has counted
   */
  Books(Session session, String institution, Tally before) {
    this.session = session;
    this.institution = institution;
    tally = before;
  }

  /** Before the first chunk. */
  abstract void begin();

  /** Takes a chunk in, and counts it. */
  abstract void write(Chunk chunk);

  /** After the last chunk; what is kept now stays. */
  abstract void end(Reading.End end);

  /** How many records are kept; in a dry run, would be. */
  abstract long accepted();

  final Tally tally() {
    return tally;
  }

  final void counted(Tally with) {
    tally = with;
  }

  final Session session() {
    return session;
  }

  final String institution() {
    return institution;
  }

  /** Begins a transaction for the whole file. */
  final void beginLong() {
    session.begin(TIME);
    session.within(TIME, db -> db.query(PATIENT).execute().await());
  }

  /** How many decisions the audit has counted. Also tells the database that somebody is there. */
  final long decided() {
    return session.within(
        TIME, db -> db.query(DECIDED).execute().await().iterator().next().getLong(0));
  }

  static List<Delivered> tokens(Chunk chunk) {
    return chunk.candidates().stream().map(Candidate::token).toList();
  }

  /**
   * Why those that were not added were not.
   *
   * @param delivery whose serial numbers are of this file
   */
  final Map<String, Unfit> taken(SqlClient db, Chunk chunk, Set<String> added, int delivery) {
    if (added.size() == chunk.candidates().size()) return Map.of();
    var missing =
        chunk.candidates().stream()
            .map(Candidate::serial)
            .filter(serial -> !added.contains(serial))
            .toArray(String[]::new);
    var why = new HashMap<String, Unfit>();
    for (var serial : missing) why.put(serial, Unfit.EXISTS);
    var values = Tuple.tuple().addString(institution).addArrayOfString(missing);
    for (var row : db.preparedQuery(THERE).execute(values).await())
      if (Objects.equals(row.getInteger("delivery"), delivery))
        why.put(row.getString("serial"), Unfit.DUPLICATE_IN_FILE);
    return why;
  }
}
