package dev.kagimori.stock.intake;

import dev.kagimori.institution.Times;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is known of an institution's imports. */
public final class Imports {
  private static final String COLUMNS =
      """
      delivery, name, file_name, branch, on_error, state, read, accepted, rejected, duplicates,
      makes, received_at, received_by, progress_at, ended_at, seeds_in_clear, open_end
      """;

  private static final String BY_NUMBER =
      "SELECT " + COLUMNS + "FROM delivery WHERE institution = $1 AND delivery = $2";

  private static final String BY_NAME =
      "SELECT " + COLUMNS + "FROM delivery WHERE institution = $1 AND name = $2";

  private static final String PAGE =
      "SELECT "
          + COLUMNS
          + """
          FROM delivery WHERE institution = $1 AND delivery < $2 ORDER BY delivery DESC LIMIT $3
          """;

  private static final String ORDER_MAC =
      "SELECT order_mac FROM delivery WHERE institution = $1 AND delivery = $2";

  private static final String REJECTED =
      """
      SELECT position, line, serial, reason, field, ja, en FROM delivery_rejection
      WHERE institution = $1 AND delivery = $2 AND position > $3 ORDER BY rejection LIMIT $4
      """;

  private Imports() {}

  public static Optional<Imported> find(SqlClient db, String institution, int delivery) {
    for (var row : db.preparedQuery(BY_NUMBER).execute(Tuple.of(institution, delivery)).await())
      return Optional.of(imported(row));
    return Optional.empty();
  }

  public static Optional<Imported> find(SqlClient db, String institution, String name) {
    for (var row : db.preparedQuery(BY_NAME).execute(Tuple.of(institution, name)).await())
      return Optional.of(imported(row));
    return Optional.empty();
  }

  /** By what the order of an import that is done is known again; empty where it was not kept. */
  static Optional<byte[]> orderMac(SqlClient db, String institution, int delivery) {
    for (var row : db.preparedQuery(ORDER_MAC).execute(Tuple.of(institution, delivery)).await())
      return Optional.ofNullable(row.getBuffer("order_mac")).map(Buffer::getBytes);
    return Optional.empty();
  }

  /**
   * The newest first.
   *
   * @param before numbers below it; {@link Integer#MAX_VALUE} for the first page
   * @param limit 1 to 1,000
   */
  public static List<Imported> list(SqlClient db, String institution, int before, int limit) {
    var rows = db.preparedQuery(PAGE).execute(Tuple.of(institution, before, limit)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Imports::imported).toList();
  }

  /**
   * Records that would not do, in the file's order; the first {@link ImportReport#REJECTED_MAX} of
   * an import are kept.
   *
   * @param after positions above it; 0 for the first page
   * @param limit 1 to 10,000
   */
  public static List<Rejection> rejected(
      SqlClient db, String institution, int delivery, long after, int limit) {
    var values = Tuple.of(institution, delivery, after, limit);
    var rows = db.preparedQuery(REJECTED).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            new Rejection(
                row.getLong("position"),
                row.getInteger("line"),
                row.getString("serial"),
                row.getString("reason"),
                row.getString("field"),
                row.getString("ja"),
                row.getString("en")))
        .toList();
  }

  static Map<String, Long> makes(JsonObject stored) {
    return stored.fieldNames().stream().collect(Collectors.toMap(make -> make, stored::getLong));
  }

  private static Imported imported(Row row) {
    var received = row.getOffsetDateTime("received_at").toInstant();
    return new Imported(
        row.getInteger("delivery"),
        row.getString("name"),
        Objects.requireNonNullElse(row.getString("file_name"), ""),
        row.getString("branch"),
        ImportOrder.OnError.valueOf(row.getString("on_error")),
        Imported.State.valueOf(row.getString("state")),
        row.getLong("read"),
        row.getLong("accepted"),
        row.getLong("rejected"),
        row.getLong("duplicates"),
        makes(row.getJsonObject("makes")),
        received,
        row.getString("received_by"),
        Optional.ofNullable(Times.instant(row, "progress_at")).orElse(received),
        Optional.<Instant>ofNullable(Times.instant(row, "ended_at")),
        row.getBoolean("seeds_in_clear"),
        row.getBoolean("open_end"));
  }
}
