package dev.kagimori.demo;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the service answered, a line each. */
final class Printout {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(TOKYO);

  private final Screen screen;

  Printout(Screen screen) {
    this.screen = screen;
  }

  void receipt(JsonObject receipt) {
    var serial = receipt.getString("serial");
    var previous = receipt.getString("previousSerial");
    line(
        "受付番号 / receipt  %s  %s  %s%s%s"
            .formatted(
                receipt.getString("receiptNumber"),
                time(receipt.getString("acceptedAt")),
                receipt.getString("operation"),
                serial == null ? "" : "  " + serial,
                previous == null ? "" : "  旧 / formerly " + previous));
  }

  void result(JsonObject verification) {
    var tries = verification.getInteger("triesLeft");
    line(
        "結果 / result  %s  %s%s"
            .formatted(
                verification.getString("result"),
                time(verification.getString("verifiedAt")),
                tries == null ? "" : "  残り / tries left %d".formatted(tries)));
  }

  void line(String text) {
    screen.line("      " + text);
  }

  /** The bank's wall clock. */
  static String time(String text) {
    return time(OffsetDateTime.parse(text).toInstant());
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
