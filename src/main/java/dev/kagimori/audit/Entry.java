package dev.kagimori.audit;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One decision.
 *
 * @param operation what the customer wanted to do at the bank, for {@link Action#VERIFY}
 * @param reason why it was refused; null: it was done
 * @param details what else an auditor wants: the accepted step, a receipt number, how a customer's
 *     identity was checked; never a secret
 */
public record Entry(
    String institution,
    Instant at,
    Source source,
    Action action,
    @Nullable String operation,
    @Nullable String contract,
    @Nullable String user,
    @Nullable String serial,
    @Nullable String reason,
    JsonObject details) {

  /** What was decided on. */
  public enum Action {
    PUT_CONTRACT,
    ISSUE,
    WITHDRAW,
    ACTIVATE,
    SELF_ISSUE,
    RENEW,
    /** A self-issued token that nobody registered is deleted. */
    DELETE_UNCLAIMED,
    START,
    OPEN_EXCHANGE,
    GIVE_UP_EXCHANGE,
    EXCHANGE_OUT,
    EXCHANGE_IN,
    STOP,
    VERIFY,
    SUSPEND,
    UNLOCK,
    REVOKE,
    LIFT_STARTS,
    IMPORT,
    ALLOCATE,
    ADD_CLIENT,
    TERMS,
    RETRY_MAIL,
    ADD_STAFF,
    REVOKE_STAFF,
    LOOK_UP,
    REISSUE,
    RESYNCHRONISE,
    PUT_BACK,
    SHIP,
    CHECK,
    TAKE_STOCK,
    /** A step of a swap campaign, or a part of one. */
    CAMPAIGN,
    ASK,
    APPROVE,
    REJECT,
    PUT_TRANSPORT_KEY,
    DROP_TRANSPORT_KEY,
    /** Of what is known of the tokens; no seeds. */
    EXPORT_STOCK,
    EXPORT_SEEDS,
    /** Fobs were laid somewhere else. */
    MOVE_FOBS,
    /** A fob that was set aside for a user is not any more. */
    WITHDRAW_FOB,
    HAND_OVER,
    RETURN_FOB,
    SCRAP,
    BRANCH
  }

  /** An entry about a user, of what was done. */
  public static Entry of(
      String institution, Instant at, Source source, Action action, String contract, String user) {
    return new Entry(
        institution, at, source, action, null, contract, user, null, null, new JsonObject());
  }

  /** An entry about something of the institution's, of what was done. */
  public static Entry of(String institution, Instant at, Source source, Action action) {
    return new Entry(
        institution, at, source, action, null, null, null, null, null, new JsonObject());
  }

  /** The same, about a user. */
  public Entry of(String contract, String user) {
    return new Entry(
        institution, at, source, action, operation, contract, user, serial, reason, details);
  }

  public Entry serial(String serial) {
    return new Entry(
        institution, at, source, action, operation, contract, user, serial, reason, details);
  }

  public Entry operation(String operation) {
    return new Entry(
        institution, at, source, action, operation, contract, user, serial, reason, details);
  }

  public Entry refused(String reason) {
    return new Entry(
        institution, at, source, action, operation, contract, user, serial, reason, details);
  }

  public Entry with(String key, Object value) {
    return with(new JsonObject().put(key, value));
  }

  /** With several more details. */
  public Entry with(JsonObject more) {
    return new Entry(
        institution,
        at,
        source,
        action,
        operation,
        contract,
        user,
        serial,
        reason,
        details.copy().mergeIn(more));
  }
}
