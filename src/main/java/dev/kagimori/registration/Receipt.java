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
 * @param previous the serial number before an exchange
 */
record Receipt(
    int number,
    Instant acceptedAt,
    Kind operation,
    SerialNumber serial,
    @Nullable SerialNumber previous,
    boolean loginOtp) {

  enum Kind {
    START,
    EXCHANGE,
    STOP
  }

  String numberText() {
    return "%07d".formatted(number);
  }

  JsonObject toJson() {
    var json =
        new JsonObject()
            .put("receiptNumber", numberText())
            .put("acceptedAt", Times.text(acceptedAt))
            .put("operation", operation.name())
            .put("serial", serial.value());
    if (previous != null) json.put("previousSerial", previous.value());
    return json.put("loginOtp", loginOtp);
  }
}
