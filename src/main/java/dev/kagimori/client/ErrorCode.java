package dev.kagimori.client;

/**
 * Why a call was refused: {@code code} of a problem. What each means stands at {@code
 * /docs/problems} of the service; show its {@code detail} to people and decide by this alone.
 */
public enum ErrorCode {
  MALFORMED,
  UNAUTHENTICATED,
  FORBIDDEN,
  NOT_OFFERED,
  NOT_FOUND,
  METHOD_NOT_ALLOWED,
  NOT_REGISTERED,
  ALREADY_REGISTERED,
  TOO_EARLY,
  REPLACE_TOKEN,
  EXCHANGE_EXPIRED,
  TOO_LARGE,
  UNSUPPORTED_MEDIA_TYPE,
  NOT_ACCEPTED,
  WRONG,
  REPLAYED,
  EXPIRED,
  NEXT_CODE_NEEDED,
  MAKE_CLOSED,
  IDEMPOTENCY_MISMATCH,
  SUSPENDED,
  RATE_LIMITED,
  INTERNAL,
  OVERLOADED,
  OUTCOME_UNKNOWN,
  RECEIPTS_EXHAUSTED,

  /** One that this client does not know; {@link Refused#codeText} has it as it came. */
  UNKNOWN;

  /** Nothing was done, and the same call may be sent again a little later. */
  boolean isBusy() {
    return this == RATE_LIMITED || this == OVERLOADED;
  }

  /**
   * Said before anybody looks whether the call is a repeat: it tells nothing of what an earlier
   * attempt did.
   */
  boolean isSaidAtTheDoor() {
    return switch (this) {
      case RATE_LIMITED,
          OVERLOADED,
          OUTCOME_UNKNOWN,
          INTERNAL,
          UNAUTHENTICATED,
          FORBIDDEN,
          RECEIPTS_EXHAUSTED,
          UNKNOWN ->
          true;
      default -> false;
    };
  }
}
