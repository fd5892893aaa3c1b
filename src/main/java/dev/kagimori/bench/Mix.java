package dev.kagimori.bench;

/** What a load consists of. */
enum Mix {
  /** Right codes. */
  VERIFY,
  /** Of ten codes eight are right, one is wrong and one was used before. */
  MIXED_CODES,
  /** Starts of use of tokens in stock. */
  START,
  /** As {@link #MIXED_CODES}, and every twentieth request is a start of use. */
  MIXED;

  private static final int STARTS_EVERY = 20;
  private static final int CYCLE = 10;
  private static final int WRONG_AT = 3;
  private static final int REPLAY_AT = 7;

  boolean hasRefusedCodes() {
    return this == MIXED_CODES || this == MIXED;
  }

  boolean hasStarts() {
    return this == START || this == MIXED;
  }

  /** Whether the n-th request of the load is a start of use. */
  boolean isStart(long n) {
    return this == START || (this == MIXED && n % STARTS_EVERY == STARTS_EVERY - 1);
  }

  /** How many starts of use there are before the n-th request. */
  long startsBefore(long n) {
    return switch (this) {
      case START -> n;
      case MIXED -> n / STARTS_EVERY;
      case VERIFY, MIXED_CODES -> 0;
    };
  }

  /** Never two refused ones one after the other for one token; in the first pass none was used. */
  Item.Kind kind(int token, long pass) {
    if (!hasRefusedCodes()) return Item.Kind.RIGHT;
    return switch ((int) ((token + pass) % CYCLE)) {
      case WRONG_AT -> Item.Kind.WRONG;
      case REPLAY_AT -> pass == 0 ? Item.Kind.RIGHT : Item.Kind.REPLAY;
      default -> Item.Kind.RIGHT;
    };
  }
}
