package dev.kagimori.registration;

import dev.kagimori.institution.Times;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a customer keeps of a completed operation (E3, E5).
 *
 * @param number seven digits, unique per institution and business day
 * @param serial null: no token is known yet
 * @param previous the serial number before an exchange
 * @param loginOtp null: nothing is registered yet
 */
public record Receipt(
    int number,
    Instant acceptedAt,
    Kind operation,
    @Nullable SerialNumber serial,
    @Nullable SerialNumber previous,
    @Nullable Boolean loginOtp) {

  /** What was done. */
  public enum Kind {
    ISSUE,
    START,
    EXCHANGE,
    STOP,
    /** By a master user (D6). */
    UNLOCK,
    /** By a master user (D7). */
    REVOKE
  }

  /** Of an issue: it says nothing yet of a token. */
  public static Receipt ofIssue(int number, Instant acceptedAt) {
    return new Receipt(number, acceptedAt, Kind.ISSUE, null, null, null);
  }

  /** Of what was done to others' tokens. */
  static Receipt ofMaster(int number, Instant acceptedAt, Kind operation) {
    return new Receipt(number, acceptedAt, operation, null, null, null);
  }

  /** As customers read it. */
  public String text() {
    return "%07d".formatted(number);
  }

  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("receiptNumber", text())
            .put("acceptedAt", Times.text(acceptedAt))
            .put("operation", operation.name())
            .put("serial", serial == null ? null : serial.value());
    if (previous != null) json.put("previousSerial", previous.value());
    return json.put("loginOtp", loginOtp);
  }
}
