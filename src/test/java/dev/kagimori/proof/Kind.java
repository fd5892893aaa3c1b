package dev.kagimori.proof;

/** What a client, or staff, asks for. */
enum Kind {
  VERIFY,
  START,
  OPEN_EXCHANGE,
  COMPLETE_EXCHANGE,
  GIVE_UP_EXCHANGE,
  STOP,
  STATUS,
  SUSPEND,
  UNLOCK,
  REVOKE,
  LIFT_STARTS,
  /** What the database holds at the end; not asked by anyone. */
  FINAL;

  /** A code is typed with it. */
  boolean isWithCode() {
    return switch (this) {
      case VERIFY, START, OPEN_EXCHANGE, COMPLETE_EXCHANGE, STOP -> true;
      case GIVE_UP_EXCHANGE, STATUS, SUSPEND, UNLOCK, REVOKE, LIFT_STARTS, FINAL -> false;
    };
  }

  /** It names an exchange that was opened. */
  boolean isOfExchange() {
    return this == COMPLETE_EXCHANGE || this == GIVE_UP_EXCHANGE;
  }

  /** The code is one of a token that is not registered yet. */
  boolean isOfNewcomer() {
    return this == START || this == COMPLETE_EXCHANGE;
  }

  boolean isOfStaff() {
    return switch (this) {
      case SUSPEND, UNLOCK, REVOKE, LIFT_STARTS -> true;
      case VERIFY, START, OPEN_EXCHANGE, COMPLETE_EXCHANGE, GIVE_UP_EXCHANGE, STOP, STATUS, FINAL ->
          false;
    };
  }
}
