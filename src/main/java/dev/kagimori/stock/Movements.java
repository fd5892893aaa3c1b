package dev.kagimori.stock;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The rows of {@code movement}: they are only added. */
public final class Movements {
  private static final String ADD =
      """
      INSERT INTO movement (institution, serial, at, kind, by, details)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

  private static final String LAST =
      """
      SELECT serial, at, kind, by, details FROM movement
      WHERE institution = $1 AND serial = $2 ORDER BY movement DESC LIMIT $3
      """;

  private static final String APPEND =
      """
      INSERT INTO movement (institution, serial, at, kind, by, details)
      SELECT $1, serial, at, kind, by, details::jsonb
      FROM unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
        AS a(serial, at, kind, by, details)
      """;

  private Movements() {}

  /** Writes those of one institution, in one statement. */
  public static Future<Void> append(SqlClient db, List<Movement> movements) {
    if (movements.isEmpty()) return Future.succeededFuture();
    var values =
        Tuple.tuple()
            .addString(movements.getFirst().institution())
            .addArrayOfString(texts(movements, m -> m.serial().value()))
            .addArrayOfOffsetDateTime(
                movements.stream().map(m -> Times.column(m.at())).toArray(OffsetDateTime[]::new))
            .addArrayOfString(texts(movements, m -> m.kind().name()))
            .addArrayOfString(texts(movements, Movement::by))
            .addArrayOfString(texts(movements, m -> m.details().encode()));
    return db.preparedQuery(APPEND).execute(values).mapEmpty();
  }

  private static String[] texts(List<Movement> movements, Function<Movement, String> value) {
    return movements.stream().map(value).toArray(String[]::new);
  }

  /** Adds one to what a transaction saves. */
  public static void add(Writes writes, Movement movement) {
    writes.row(
        ADD,
        Tuple.tuple()
            .addString(movement.institution())
            .addString(movement.serial().value())
            .addOffsetDateTime(Times.column(movement.at()))
            .addString(movement.kind().name())
            .addString(movement.by())
            .addJsonObject(movement.details()));
  }

  /** A fob's last ones, the newest first. */
  public static List<Movement> last(
      SqlClient db, String institution, SerialNumber serial, int last) {
    var values = Tuple.of(institution, serial.value(), last);
    var rows = db.preparedQuery(LAST).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> from(institution, row))
        .toList();
  }

  private static Movement from(String institution, Row row) {
    var details = row.getJsonObject("details");
    return new Movement(
        institution,
        new SerialNumber(row.getString("serial")),
        row.getOffsetDateTime("at").toInstant(),
        Movement.Kind.valueOf(row.getString("kind")),
        row.getString("by"),
        details == null ? new JsonObject() : details);
  }
}
