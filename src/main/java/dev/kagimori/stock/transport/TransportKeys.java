package dev.kagimori.stock.transport;

import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.keyring.Sealed;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code transport_key}. A key is used for one thing: the first import that asks for it
 * binds it, and who uses it is another account than who laid it down.
 */
public final class TransportKeys {
  public static final Duration LIFE = Duration.ofHours(24);

  /** Keys of one institution; as many as are laid down at the same moment may be more. */
  public static final int MOST = 200;

  private static final String PURPOSE = "transport key ";
  private static final String KEY_COLUMNS = "name, key, kind, laid_by, laid_at, expires_at";

  private static final String PUT =
      """
      INSERT INTO transport_key AS k
        (institution, name, key, kind, value, key_version, laid_by, laid_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (institution, name) DO UPDATE
      SET key = excluded.key, kind = excluded.kind, value = excluded.value,
          key_version = excluded.key_version, laid_by = excluded.laid_by,
          laid_at = excluded.laid_at, expires_at = excluded.expires_at, used_for = NULL
      WHERE k.laid_by = excluded.laid_by OR k.expires_at <= excluded.laid_at
      RETURNING
      """
          + KEY_COLUMNS;

  private static final String DROP =
      "DELETE FROM transport_key WHERE institution = $1 AND name = $2 AND expires_at > $3 RETURNING"
          + " "
          + KEY_COLUMNS;

  private static final String LIST =
      "SELECT "
          + KEY_COLUMNS
          + " FROM transport_key WHERE institution = $1 AND expires_at > $2 ORDER BY name LIMIT "
          + MOST;

  private static final String FIND =
      "SELECT "
          + KEY_COLUMNS
          + ", value, key_version, used_for FROM transport_key"
          + " WHERE institution = $1 AND name = $2 AND expires_at > $3";

  private static final String BIND =
      """
      UPDATE transport_key SET used_for = $3
      WHERE institution = $1 AND key = $2 AND (used_for IS NULL OR used_for = $3)
      """;

  private static final String END = "DELETE FROM transport_key WHERE institution = $1 AND key = $2";

  private static final String TAKE =
      "DELETE FROM transport_key WHERE institution = $1 AND key = $2 AND expires_at > $3"
          + " AND used_for IS NULL RETURNING "
          + KEY_COLUMNS
          + ", value, key_version";

  private final Keyring keyring;

  public TransportKeys(Keyring keyring) {
    this.keyring = keyring;
  }

  /** What came of laying one down. */
  public sealed interface Laid {
    record Done(LaidKey key) implements Laid {}

    /** Another account's key of that name is there. */
    record Taken() implements Laid {}

    record TooMany() implements Laid {}
  }

  /** What came of asking for one. */
  public sealed interface Asked {
    /** The receiver closes the value. */
    record Given(LaidKey key, KeyValue value) implements Asked {}

    /** There is none, it is over, or it was used for something else. */
    record Unknown() implements Asked {}

    /** Who asks laid it down. */
    record Own() implements Asked {}
  }

  /** Lays a key down, sealed; replaces one of the same account. */
  public Laid put(
      SqlClient db, String institution, String name, KeyValue value, String by, Instant now) {
    if (list(db, institution, now).size() >= MOST) return new Laid.TooMany();
    var id = UUID.randomUUID();
    var sealed = keyring.sealText(institution, PURPOSE + value.kind(), id, value.text());
    var values =
        Tuple.tuple()
            .addString(institution)
            .addString(name)
            .addUUID(id)
            .addString(value.kind().name())
            .addBuffer(Buffer.buffer(sealed.bytes()))
            .addInteger(sealed.keyVersion())
            .addString(by)
            .addOffsetDateTime(Times.column(now))
            .addOffsetDateTime(Times.column(now.plus(LIFE)));
    return keys(db.preparedQuery(PUT).execute(values).await())
        .findFirst()
        .<Laid>map(Laid.Done::new)
        .orElseGet(Laid.Taken::new);
  }

  /** Takes one away; empty: there is none. */
  public static Optional<LaidKey> drop(SqlClient db, String institution, String name, Instant now) {
    var values = Tuple.of(institution, name, Times.column(now));
    return keys(db.preparedQuery(DROP).execute(values).await()).findFirst();
  }

  /** Those that wait, by name. */
  public static List<LaidKey> list(SqlClient db, String institution, Instant now) {
    var values = Tuple.of(institution, Times.column(now));
    return keys(db.preparedQuery(LIST).execute(values).await()).toList();
  }

  /** Shows a key to somebody who wants to use it, and binds it to nothing. */
  public Asked look(SqlClient db, String institution, String name, String by, Instant now) {
    return found(db, institution, name, by, now, _ -> true);
  }

  /**
   * The same for who tries an import: a key that another import has bound is not shown.
   *
   * @param purpose names the import
   */
  public Asked look(
      SqlClient db, String institution, String name, String by, String purpose, Instant now) {
    return found(
        db, institution, name, by, now, usedFor -> usedFor == null || usedFor.equals(purpose));
  }

  private Asked found(
      SqlClient db,
      String institution,
      String name,
      String by,
      Instant now,
      Predicate<@Nullable String> mayBeUsed) {
    var values = Tuple.of(institution, name, Times.column(now));
    for (var row : db.preparedQuery(FIND).execute(values).await())
      if (row.getString("laid_by").equals(by)) return new Asked.Own();
      else if (mayBeUsed.test(row.getString("used_for"))) return given(institution, row);
    return new Asked.Unknown();
  }

  /**
   * The same for an import, which is the only one that uses it from now on.
   *
   * @param purpose names the import; the same again goes on
   */
  public Asked bind(
      SqlClient db, String institution, String name, String by, String purpose, Instant now) {
    var asked = look(db, institution, name, by, purpose, now);
    if (!(asked instanceof Asked.Given(LaidKey key, KeyValue value))) return asked;
    var bound = Tuple.of(institution, key.key(), purpose);
    if (db.preparedQuery(BIND).execute(bound).await().rowCount() == 1) return asked;
    value.close();
    return new Asked.Unknown();
  }

  /** It was used. */
  public static void end(SqlClient db, String institution, UUID key) {
    db.preparedQuery(END).execute(Tuple.of(institution, key)).await();
  }

  /** Takes a key out for its only use; empty: it is not there any more. */
  public Optional<Asked.Given> take(SqlClient db, String institution, UUID key, Instant now) {
    var values = Tuple.of(institution, key, Times.column(now));
    for (var row : db.preparedQuery(TAKE).execute(values).await())
      return Optional.of(given(institution, row));
    return Optional.empty();
  }

  private Asked.Given given(String institution, Row row) {
    var key = key(row);
    var sealed = new Sealed(row.getBuffer("value").getBytes(), row.getInteger("key_version"));
    var text = keyring.openText(institution, PURPOSE + key.kind(), key.key(), sealed);
    var value =
        KeyValue.of(key.kind(), text)
            .orElseThrow(() -> new IllegalStateException("a key has changed under its seal"));
    return new Asked.Given(key, value);
  }

  private static Stream<LaidKey> keys(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(TransportKeys::key);
  }

  private static LaidKey key(Row row) {
    return new LaidKey(
        row.getString("name"),
        row.getUUID("key"),
        KeyValue.Kind.valueOf(row.getString("kind")),
        row.getString("laid_by"),
        row.getOffsetDateTime("laid_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant());
  }
}
