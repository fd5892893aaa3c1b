package dev.kagimori.bench;

/** One request to come, in a {@code long}: a token's number, the code, what it is for, its pass. */
final class Item {
  /** What is sent, and so what the answer should be. */
  enum Kind {
    RIGHT(0),
    WRONG(1),
    REPLAY(2),
    START(3),
    /** One code again and again. */
    REPEAT(4);

    private final int bits;

    Kind(int bits) {
      this.bits = bits;
    }
  }

  private static final Kind[] KINDS = Kind.values();
  private static final int KIND_AT = 20;
  private static final int NUMBER_AT = 23;
  private static final int PASS_AT = 50;
  private static final int CODE_MASK = (1 << KIND_AT) - 1;
  private static final int KIND_MASK = (1 << (NUMBER_AT - KIND_AT)) - 1;
  private static final int NUMBER_MASK = (1 << (PASS_AT - NUMBER_AT)) - 1;
  private static final int PASS_MASK = 3;

  private Item() {}

  /**
   * @param pass only its last two bits are kept
   */
  static long of(int number, int code, Kind kind, long pass) {
    return ((pass & PASS_MASK) << PASS_AT)
        | ((long) number << NUMBER_AT)
        | ((long) kind.bits << KIND_AT)
        | code;
  }

  static int code(long item) {
    return (int) item & CODE_MASK;
  }

  static Kind kind(long item) {
    return KINDS[(int) (item >>> KIND_AT) & KIND_MASK];
  }

  static int number(long item) {
    return (int) (item >>> NUMBER_AT) & NUMBER_MASK;
  }

  /** The last two bits of the pass. */
  static int pass(long item) {
    return (int) (item >>> PASS_AT) & PASS_MASK;
  }
}
