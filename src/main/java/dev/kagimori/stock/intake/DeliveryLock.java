package dev.kagimori.stock.intake;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * What an import holds for as long as its session lasts: by it one that goes on, on whatever
 * instance, is told from one that died.
 */
final class DeliveryLock {
  private static final String TRY = "SELECT pg_try_advisory_lock($1)";
  private static final String TRY_IN_TRANSACTION = "SELECT pg_try_advisory_xact_lock($1)";
  private static final String NUMBERING = "SELECT pg_advisory_xact_lock($1)";

  private DeliveryLock() {}

  /** Until the session ends; false where somebody else has it. */
  static boolean take(SqlClient db, String institution, String name) {
    return took(db, TRY, key(institution, "delivery", name));
  }

  /** Until the transaction ends; false where an import has it, which is alive then. */
  static boolean takeFromTheDead(SqlClient db, String institution, String name) {
    return took(db, TRY_IN_TRANSACTION, key(institution, "delivery", name));
  }

  /** Waits for who numbers a delivery of the institution, until the transaction ends. */
  static void numbering(SqlClient db, String institution) {
    db.preparedQuery(NUMBERING).execute(Tuple.of(key(institution, "number", ""))).await();
  }

  private static boolean took(SqlClient db, String sql, long key) {
    return db.preparedQuery(sql).execute(Tuple.of(key)).await().iterator().next().getBoolean(0);
  }

  /** Of 64 bits: locks of different names that meet would only make one of them wait. */
  private static long key(String institution, String kind, String name) {
    try {
      var text = String.join("\0", "kagimori", kind, institution, name);
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
