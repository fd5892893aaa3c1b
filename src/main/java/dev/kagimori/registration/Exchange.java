package dev.kagimori.registration;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An exchange that the old token's code opened (E5).
 *
 * @param epoch the old token's {@link dev.kagimori.token.Token#epoch} when it was opened: another
 *     one voids the exchange
 * @param ended whether it was completed or given up
 */
record Exchange(
    UUID id,
    String contract,
    String user,
    UUID registration,
    long epoch,
    Instant expiresAt,
    boolean ended) {

  static final Duration LIFE = Duration.ofMinutes(10);

  static Exchange from(Row row) {
    return new Exchange(
        row.getUUID("exchange"),
        row.getString("contract"),
        row.getString("user_id"),
        row.getUUID("registration"),
        row.getLong("epoch"),
        row.getOffsetDateTime("expires_at").toInstant(),
        row.getOffsetDateTime("ended_at") != null);
  }

  boolean isOpen(Instant now) {
    return !ended && now.isBefore(expiresAt);
  }
}
