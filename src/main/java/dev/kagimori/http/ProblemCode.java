package dev.kagimori.http;

/** The stable codes of refusals, each with its HTTP status. */
public enum ProblemCode {
  MALFORMED(400),
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  /** Nobody approves what they asked for themselves. */
  OWN_REQUEST(403),
  NOT_OFFERED(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_REGISTERED(409),
  ALREADY_REGISTERED(409),
  TOO_EARLY(409),
  REPLACE_TOKEN(409),
  /** No arrow leads from the token's present state to what staff want. */
  WRONG_STATE(409),
  /** A request for approval does not wait any more. */
  DECIDED(409),
  EXCHANGE_EXPIRED(410),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  NOT_ACCEPTED(422),
  WRONG(422),
  REPLAYED(422),
  EXPIRED(422),
  NEXT_CODE_NEEDED(422),
  MAKE_CLOSED(422),
  IDEMPOTENCY_MISMATCH(422),
  SUSPENDED(423),
  RATE_LIMITED(429),
  INTERNAL(500),
  OVERLOADED(503),
  OUTCOME_UNKNOWN(503),
  RECEIPTS_EXHAUSTED(503),

  // The phone app's, which customers read to the help desk (A10).
  /** No such service ID. */
  S0A1(404),
  /** As {@link #S0A1}. */
  S0B1(404),
  /** The user ID has been set up already. */
  S0B4(409),
  /** The user ID is suspended or revoked. */
  S0B5(409),
  /** User ID and start password match no issued token. */
  S0C1(422),
  /** The start password is locked. */
  S0C4(423),
  /** The phone's clock is off. */
  S0F1(422),
  /** Refused for another reason of input. */
  S0G1(422),
  /** The app is too old. */
  S0K1(422);

  private final int status;

  ProblemCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
