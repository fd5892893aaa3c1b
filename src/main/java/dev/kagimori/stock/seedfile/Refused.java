package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;

/** Ends the reading of a record or, where it is said to be fatal, of the file. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;
  private final Reason reason;
  private final String field;
  private final String ja;
  private final String en;
  private final boolean fatal;

  private Refused(Reason reason, int line, String field, String ja, String en, boolean fatal) {
    super(null, null, false, false);
    this.line = line;
    this.reason = reason;
    this.field = field;
    this.ja = ja;
    this.en = en;
    this.fatal = fatal;
  }

  static Refused key(Reason reason, int line, String field, String ja, String en) {
    return new Refused(reason, line, field, ja, en, false);
  }

  static Refused file(Reason reason, int line, String field, String ja, String en) {
    return new Refused(reason, line, field, ja, en, true);
  }

  /** The same, for the whole file. */
  Refused ofFile() {
    return new Refused(reason, line, field, ja, en, true);
  }

  /**
   * The problem, of the file or of a record.
   *
   * @param serial whatever stands where the serial number belongs
   */
  SeedProblem problem(int position, String serial) {
    return new SeedProblem(position, line, Fields.serialOrNothing(serial), reason, field, ja, en);
  }

  /** Whether the end of a record might be missing. */
  boolean mayBeCutOff() {
    return reason == Reason.MALFORMED || reason == Reason.MISSING || reason == Reason.WEAK_SEED;
  }

  boolean isFatal() {
    return fatal;
  }
}
