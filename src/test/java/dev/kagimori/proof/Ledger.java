package dev.kagimori.proof;

import dev.kagimori.database.Tx;
import dev.kagimori.proof.State.Person;
import dev.kagimori.proof.State.Stop;
import dev.kagimori.proof.State.Token;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the database holds of one institution, all of it at one moment. */
record Ledger(
    Map<String, List<Entry>> audit,
    Map<Integer, Receipt> receipts,
    State state,
    Map<String, Integer> drifts,
    Map<String, Boolean> inUse) {
  /** One row of audit. */
  record Entry(
      Instant at,
      String action,
      @Nullable String reason,
      @Nullable String serial,
      JsonObject details) {}

  /** One row of receipt. */
  record Receipt(String operation, String user, String serial, @Nullable String previous) {}

  /** The request id of what was done before anyone worked. */
  static final String SETUP = "setup";

  private static final Set<String> TOLD =
      Set.of(
          "ALREADY_REGISTERED",
          "STARTS_STOPPED",
          "EXCHANGE_EXPIRED",
          "NEXT_CODE_NEEDED",
          "MAKE_CLOSED");

  private static final String ONE_MOMENT =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
  private static final String AUDIT =
      "SELECT request_id, at, action, reason, serial, details FROM audit WHERE institution = $1";
  private static final String RECEIPTS =
      "SELECT number, operation, user_id, serial, previous_serial FROM receipt WHERE institution ="
          + " $1";
  private static final String PEOPLE =
      """
      SELECT c.user_id, c.failed_starts, c.failed_today, c.starts_stopped IS NOT NULL AS stopped,
             coalesce(r.serial, '') AS serial
      FROM customer c LEFT JOIN registration r
        ON r.institution = c.institution AND r.contract = c.contract AND r.user_id = c.user_id
           AND r.ended_at IS NULL
      WHERE c.institution = $1
      """;
  private static final String TOKENS =
      """
      SELECT serial, coalesce(owner_user, '') AS owner, last_step, failures_in_row,
             failures_since_accepted, coalesce(suspension, 'NONE') AS stop, state, drift_seconds
      FROM token WHERE institution = $1
      """;

  static Ledger of(Pool pool, String institution) {
    return Tx.in(
        pool,
        db -> {
          db.query(ONE_MOMENT).execute().await();
          return read(db, institution);
        });
  }

  private static Ledger read(SqlConnection db, String institution) {
    var audit = new HashMap<String, List<Entry>>();
    for (var row : rows(db, AUDIT, institution))
      audit
          .computeIfAbsent(row.getString("request_id"), id -> new ArrayList<>())
          .add(
              new Entry(
                  row.getOffsetDateTime("at").toInstant(),
                  row.getString("action"),
                  row.getString("reason"),
                  row.getString("serial"),
                  row.getJsonObject("details")));
    var receipts = new HashMap<Integer, Receipt>();
    for (var row : rows(db, RECEIPTS, institution))
      receipts.put(
          row.getInteger("number"),
          new Receipt(
              row.getString("operation"),
              row.getString("user_id"),
              row.getString("serial"),
              row.getString("previous_serial")));
    return new Ledger(
        audit,
        receipts,
        new State(people(db, institution), tokens(db, institution)),
        column(db, institution, row -> row.getInteger("drift_seconds")),
        column(db, institution, row -> row.getString("state").equals("IN_USE")));
  }

  private static Map<String, Person> people(SqlConnection db, String institution) {
    var people = new HashMap<String, Person>();
    for (var row : rows(db, PEOPLE, institution))
      people.put(
          row.getString("user_id"),
          new Person(
              row.getString("serial"),
              row.getInteger("failed_starts"),
              row.getInteger("failed_today"),
              row.getBoolean("stopped"),
              Optional.empty()));
    return people;
  }

  private static Map<String, Token> tokens(SqlConnection db, String institution) {
    var tokens = new HashMap<String, Token>();
    for (var row : rows(db, TOKENS, institution))
      tokens.put(
          row.getString("serial"),
          new Token(
              row.getString("owner"),
              row.getLong("last_step"),
              row.getInteger("failures_in_row"),
              row.getInteger("failures_since_accepted"),
              Stop.valueOf(row.getString("stop")),
              0,
              row.getString("state").equals("REVOKED")));
    return tokens;
  }

  private static <T> Map<String, T> column(
      SqlConnection db, String institution, Function<Row, T> value) {
    var column = new HashMap<String, T>();
    for (var row : rows(db, TOKENS, institution))
      column.put(row.getString("serial"), value.apply(row));
    return column;
  }

  private static List<Row> rows(SqlConnection db, String sql, String institution) {
    var rows = db.preparedQuery(sql).execute(Tuple.of(institution)).await();
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  /** A part of what it holds, in the form in which a search compares it. */
  State of(List<String> users, List<String> serials) {
    var people = new HashMap<String, Person>();
    for (var user : users) people.put(user, state.person(user));
    var tokens = new HashMap<String, Token>();
    for (var serial : serials) tokens.put(serial, state.token(serial));
    return new State(people, tokens);
  }

  List<Entry> entries(Op op) {
    return op.requests().stream()
        .flatMap(id -> audit.getOrDefault(id, List.of()).stream())
        .toList();
  }

  /**
   * What the audit says came of an operation whose answer was lost, at whatever time; empty where
   * nothing did.
   */
  Optional<Op> decided(Op op) {
    if (!op.answer().isUnknown()) return Optional.of(op);
    return entries(op).stream()
        .filter(entry -> entry.action().equals(action(op)))
        .findFirst()
        .map(entry -> op.endedSometime(answer(op, entry)));
  }

  /** What was told where this was decided; who starts is told less than the audit is. */
  static Answer answer(Op op, Entry entry) {
    var reason = entry.reason();
    if (reason == null) return Answer.of(op.kind() == Kind.VERIFY ? Answer.ACCEPTED : Answer.DONE);
    if (!op.kind().isOfNewcomer()) return Answer.of(reason);
    if (reason.equals("STARTS_STOPPED")) return Answer.of("SUSPENDED");
    return Answer.of(TOLD.contains(reason) ? reason : "NOT_ACCEPTED");
  }

  /** The entry's that stands for the operation; a completed exchange has another one. */
  static String action(Op op) {
    return op.kind() == Kind.COMPLETE_EXCHANGE ? "EXCHANGE_IN" : op.kind().name();
  }
}
