package dev.kagimori.stock.intake;

/** What came of an order. */
public sealed interface ImportOutcome {
  /** The file was read, to its end or to where it breaks. */
  record Ended(ImportReport report) implements ImportOutcome {}

  /**
   * It was not begun, or not gone on with; nothing is changed, but where it was interrupted.
   *
   * @param ja reason and remedy in Japanese
   * @param en reason and remedy in English
   */
  record Refused(Reason reason, String ja, String en) implements ImportOutcome {}

  /** Why an order is refused. */
  enum Reason {
    UNKNOWN_INSTITUTION,
    /** There is no such branch, or it is closed. */
    UNKNOWN_BRANCH,
    /**
     * It met another import of the same serial numbers, or the database was away: the same order is
     * to be given again, and what was kept of it stays.
     */
    INTERRUPTED,
    /** The delivery is in stock: its import ended. */
    TAKEN,
    /** Somebody is importing it at this moment. */
    RUNNING,
    /** It was begun with {@code skip} and has fobs in stock: it can only be gone on with so. */
    BEGUN_WITH_SKIP,
    /** It was begun with a file that had other records. */
    OTHER_FILE
  }
}
