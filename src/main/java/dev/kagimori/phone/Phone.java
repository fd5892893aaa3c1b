package dev.kagimori.phone;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A customer's phone: its keys, its clock, the version of its app, and the tokens on it.
 *
 * <p>Calls block until there is an answer, and fail with an {@link AppError}, whose code is what
 * the app would show. Not to be used by several threads at once: it is in one hand.
 */
public final class Phone implements AutoCloseable {
  /** What a phone says of its app, unless told otherwise. */
  public static final String APP_VERSION = "99.0.0";

  /** One app holds so many tokens (D5). */
  public static final int TOKENS_MAX = 10;

  private final Device device = new Device();
  private final Server server;
  private final InstantSource time;

  /** By the serial numbers of the tokens on it. */
  private final Map<String, String> services = new LinkedHashMap<>();

  private final Map<String, String> users = new HashMap<>();
  private Duration clockOffset = Duration.ZERO;

  /**
   * A new phone.
   *
   * @param uri of the service, such as {@code https://otp.example.jp}
   * @param time the true one; the phone's own may be off by {@link #setClockOffset}
   */
  public Phone(URI uri, InstantSource time) {
    server = new Server(uri);
    this.time = time;
  }

  /** How far its clock goes before the true time; negative: behind it. */
  public void setClockOffset(Duration offset) {
    clockOffset = offset;
  }

  /** Another version of the app, such as {@code 1.4.0}. */
  public void setAppVersion(String version) {
    device.setAppVersion(version);
  }

  /** What its clock shows. */
  public Instant clock() {
    return time.instant().plus(clockOffset);
  }

  /** How far its clock goes before the service's, as the app finds out at its start. */
  public Duration clockError() {
    var now = Device.told(server.get("/app/v1/time"), "now");
    return Duration.between(OffsetDateTime.parse(now).toInstant(), clock());
  }

  /**
   * Initial setup (初期設定), or one more token: trades what an issue told for a token.
   *
   * @param startPassword that the customer chose at the issue
   * @throws AppError {@code A916} where it is on this phone already; else as the service says
   */
  public AppToken activate(String serviceId, String userId, String startPassword) {
    if (users.containsKey(serviceId + ' ' + userId)) throw AppError.ofApp(AppError.ALREADY_HERE);
    requireRoom();
    var body = device.activation(serviceId, userId, startPassword, clock());
    var token = take(serviceId, server.postSafely("/app/v1/activations", body));
    users.put(serviceId + ' ' + userId, token.serial());
    return token;
  }

  /**
   * A token before any customer is known (E8), to be started by serial number and code.
   *
   * @param make the prefix of its serial numbers
   */
  public AppToken selfIssue(String serviceId, String make) {
    requireRoom();
    var body = device.selfIssue(serviceId, make, clock());
    return take(serviceId, server.postSafely("/app/v1/tokens", body));
  }

  /**
   * Renewal (有効期限更新): the token goes on for as long as the service says.
   *
   * @return until when
   */
  public Instant renew(AppToken token) {
    var serviceId = services.get(token.serial());
    if (serviceId == null) throw new IllegalArgumentException(token + " is not on this phone");
    var body = device.renewal(serviceId, token.serial(), code(token), clock());
    var until = Device.told(server.post("/app/v1/renewals", body), "validUntil");
    var renewed = OffsetDateTime.parse(until).toInstant();
    token.renewed(renewed);
    return renewed;
  }

  /** What a token shows now, by the phone's clock. */
  public String code(AppToken token) {
    return token.codeAt(clock());
  }

  /** A code that a token does not show about now; other ones by number, 0 or more. */
  public String wrongCode(AppToken token, int number) {
    return token.wrongAt(clock(), number);
  }

  /** The customer deletes a token, as after a release (A17). */
  public void delete(AppToken token) {
    services.remove(token.serial());
    users.values().remove(token.serial());
  }

  private void requireRoom() {
    if (services.size() >= TOKENS_MAX)
      throw new IllegalStateException("a phone holds " + TOKENS_MAX + " tokens at most");
  }

  private AppToken take(String serviceId, JsonObject answer) {
    var token = device.open(serviceId, answer);
    services.put(token.serial(), serviceId);
    return token;
  }

  /** Switched off; what is on it stays. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "Phone" + services.keySet();
  }
}
