package dev.kagimori.bench;

/** What came of a request. */
enum Outcome {
  ACCEPTED,
  WRONG,
  REPLAYED,
  NEXT_CODE_NEEDED,
  SUSPENDED,
  EXPIRED,
  NOT_REGISTERED,
  /** A start of use that was done. */
  STARTED,
  OVERLOADED,
  RATE_LIMITED,
  OUTCOME_UNKNOWN,
  /** No answer in time. */
  TIMEOUT,
  /** The connection ended before the answer. */
  CUT,
  /** It waited for a free connection until the end. */
  UNSENT,
  /** Any other answer. */
  OTHER;

  /** Whether the service, or the way to it, had too much of it: nothing was judged. */
  boolean isRefusal() {
    return switch (this) {
      case OVERLOADED, RATE_LIMITED, OUTCOME_UNKNOWN, TIMEOUT, CUT, UNSENT -> true;
      case ACCEPTED,
          WRONG,
          REPLAYED,
          NEXT_CODE_NEEDED,
          SUSPENDED,
          EXPIRED,
          NOT_REGISTERED,
          STARTED,
          OTHER ->
          false;
    };
  }

  /** Whether this is what such a request is to bring. */
  boolean isRightFor(Item.Kind kind) {
    return switch (kind) {
      case RIGHT -> this == ACCEPTED;
      case WRONG -> this == WRONG || this == NEXT_CODE_NEEDED;
      case REPLAY -> this == REPLAYED;
      case START -> this == STARTED;
      case REPEAT -> this == ACCEPTED || this == REPLAYED;
    };
  }
}
