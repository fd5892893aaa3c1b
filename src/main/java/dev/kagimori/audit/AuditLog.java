package dev.kagimori.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;

/** The rows of {@code audit}, which only grow. */
public final class AuditLog {
  /**
   * The head of an insert, for statements that write an entry together with what it records: {@link
   * #values} fill its thirteen parameters from {@code $1} on.
   */
  public static final String INSERT =
      """
      INSERT INTO audit (institution, at, client, address, request_id, action, operation, contract,
                         user_id, serial, outcome, reason, details)
      SELECT $1::text, $2::timestamptz, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text,
             $9::text, $10::text, $11::text, $12::text, $13::jsonb
      """;

  private AuditLog() {}

  /** The parameters of {@link #INSERT}, to which a statement adds its own. */
  public static Tuple values(Entry entry) {
    return Tuple.tuple()
        .addString(entry.institution())
        .addOffsetDateTime(entry.at().atOffset(ZoneOffset.UTC))
        .addString(entry.source().client())
        .addString(entry.source().address())
        .addString(entry.source().requestId())
        .addString(entry.action().name())
        .addString(entry.operation())
        .addString(entry.contract())
        .addString(entry.user())
        .addString(entry.serial())
        .addString(entry.reason() == null ? "DONE" : "REFUSED")
        .addString(entry.reason())
        .addJsonObject(entry.details());
  }

  public static Future<Void> append(SqlClient db, Entry entry) {
    return db.preparedQuery(INSERT).execute(values(entry)).mapEmpty();
  }
}
