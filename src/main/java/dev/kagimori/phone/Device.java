package dev.kagimori.phone;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the app on one phone says and understands, whoever carries it over: bodies of its calls, and
 * the tokens in the answers. A test that wants to say something else changes a body.
 */
public final class Device {
  private final DeviceKeys keys = new DeviceKeys();
  private String appVersion = Phone.APP_VERSION;

  void setAppVersion(String version) {
    appVersion = version;
  }

  /**
   * Of {@code activate}.
   *
   * @param clock what the phone's clock shows
   */
  public JsonObject activation(
      String serviceId, String userId, String startPassword, Instant clock) {
    return about(serviceId, clock).put("userId", userId).put("startPassword", startPassword);
  }

  /** Of {@code selfIssue}. */
  public JsonObject selfIssue(String serviceId, String make, Instant clock) {
    return about(serviceId, clock).put("make", make);
  }

  /** Of {@code renew}, signed. */
  public JsonObject renewal(String serviceId, String serial, String code, Instant clock) {
    var now = clock.toString();
    return new JsonObject()
        .put("serviceId", serviceId)
        .put("serial", serial)
        .put("code", code)
        .put("deviceTime", now)
        .put("signature", keys.sign("POST /app/v1/renewals", serviceId, serial, code, now));
  }

  private JsonObject about(String serviceId, Instant clock) {
    return new JsonObject()
        .put("serviceId", serviceId)
        .put("sealingKey", keys.sealingKey())
        .put("signingKey", keys.signingKey())
        .put("deviceTime", clock.toString())
        .put("appVersion", appVersion);
  }

  /**
   * Takes the token out of an answer.
   *
   * @throws AppError {@code A002} when its seed is not sealed to this device, for this token
   */
  public AppToken open(String serviceId, JsonObject answer) {
    var serial = told(answer, "serial");
    try {
      return new AppToken(
          serial,
          told(answer.getJsonObject("institution"), "name"),
          answer.getInteger("digits"),
          answer.getInteger("step"),
          told(answer, "algorithm"),
          validUntil(answer),
          keys.open(told(answer, "sealedSeed"), serviceId, serial));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw AppError.ofApp(AppError.MALFORMED_ANSWER);
    }
  }

  /** Null where the token does not expire. */
  private static @Nullable Instant validUntil(JsonObject answer) {
    var until = answer.getString("validUntil");
    return until == null ? null : OffsetDateTime.parse(until).toInstant();
  }

  static String told(JsonObject answer, String field) {
    return Objects.requireNonNull(answer.getString(field));
  }
}
