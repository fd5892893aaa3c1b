package dev.kagimori.audit;

import dev.kagimori.database.Writes;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of {@code audit}, which only grow. */
public final class AuditLog {
  /** The columns of entries as {@link #values} passes them; the outcome follows from the reason. */
  public static final String COLUMNS =
      """
      institution, at, client, address, request_id, action, operation, contract, user_id, serial,
      reason, details
      """;

  /** The arrays of {@link #values}, one for each of {@link #COLUMNS}, as arguments of unnest. */
  public static final String ARRAYS =
      """
      $1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::text[]
      """;

  /** How many parameters {@link #values} has. */
  public static final int PARAMETERS = 12;

  /** Precedes a select of {@link #COLUMNS} from {@code $}{@link #ARRAYS}, and inserts it. */
  public static final String INSERT =
      """
      INSERT INTO audit (institution, at, client, address, request_id, action, operation, contract,
                         user_id, serial, reason, details, outcome)
      SELECT institution, at, client, address, request_id, action, operation, contract,
             user_id, serial, reason, details::jsonb,
             CASE WHEN reason IS NULL THEN 'DONE' ELSE 'REFUSED' END
      """;

  /** Inserts what {@link #values} pass. */
  public static final String APPEND =
      INSERT + "FROM unnest(" + ARRAYS + ") AS asked(" + COLUMNS + ")";

  private static final String ONE =
      """
      INSERT INTO audit (institution, at, client, address, request_id, action, operation, contract,
                         user_id, serial, reason, details, outcome)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """;

  private AuditLog() {}

  /** A column of arrays for {@link #ARRAYS}, to which a statement adds its own. */
  public static Tuple values(List<Entry> entries) {
    return Tuple.tuple()
        .addArrayOfString(texts(entries, Entry::institution))
        .addArrayOfOffsetDateTime(
            entries.stream()
                .map(entry -> entry.at().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .addArrayOfString(texts(entries, entry -> entry.source().client()))
        .addArrayOfString(texts(entries, entry -> entry.source().address()))
        .addArrayOfString(texts(entries, entry -> entry.source().requestId()))
        .addArrayOfString(texts(entries, entry -> entry.action().name()))
        .addArrayOfString(texts(entries, Entry::operation))
        .addArrayOfString(texts(entries, Entry::contract))
        .addArrayOfString(texts(entries, Entry::user))
        .addArrayOfString(texts(entries, Entry::serial))
        .addArrayOfString(texts(entries, Entry::reason))
        .addArrayOfString(texts(entries, entry -> entry.details().encode()));
  }

  /** Adds the entry to what a transaction saves. */
  public static void add(Writes writes, Entry entry) {
    var source = entry.source();
    writes.row(
        ONE,
        Tuple.tuple()
            .addString(entry.institution())
            .addOffsetDateTime(entry.at().atOffset(ZoneOffset.UTC))
            .addString(source.client())
            .addString(source.address())
            .addString(source.requestId())
            .addString(entry.action().name())
            .addString(entry.operation())
            .addString(entry.contract())
            .addString(entry.user())
            .addString(entry.serial())
            .addString(entry.reason())
            .addJsonObject(entry.details())
            .addString(entry.reason() == null ? "DONE" : "REFUSED"));
  }

  public static Future<Void> append(SqlClient db, Entry entry) {
    return db.preparedQuery(APPEND).execute(values(List.of(entry))).mapEmpty();
  }

  private static String[] texts(List<Entry> entries, Function<Entry, @Nullable String> value) {
    var texts = new String[entries.size()];
    for (int i = 0; i < texts.length; i++) texts[i] = value.apply(entries.get(i));
    return texts;
  }
}
