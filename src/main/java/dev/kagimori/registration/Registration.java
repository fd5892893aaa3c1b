package dev.kagimori.registration;

import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/** The binding of a user and a token from start of use to its end (利用登録). */
public record Registration(UUID id, SerialNumber serial, boolean loginOtp, Instant openedAt) {
  /** What ended it. */
  public enum End {
    EXCHANGED,
    STOPPED,
    REVOKED
  }

  static Registration from(Row row) {
    return new Registration(
        row.getUUID("registration"),
        new SerialNumber(row.getString("serial")),
        row.getBoolean("login_otp"),
        row.getOffsetDateTime("opened_at").toInstant());
  }
}
