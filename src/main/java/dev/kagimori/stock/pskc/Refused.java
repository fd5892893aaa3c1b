package dev.kagimori.stock.pskc;

/** Ends the reading of a key package or, where it is said to be fatal, of the file. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient PskcProblem problem;
  private final boolean fatal;

  private Refused(PskcProblem problem, boolean fatal) {
    super(null, null, false, false);
    this.problem = problem;
    this.fatal = fatal;
  }

  static Refused key(int line, String field, String ja, String en) {
    return new Refused(new PskcProblem(line, field, ja, en), false);
  }

  static Refused file(int line, String field, String ja, String en) {
    return new Refused(new PskcProblem(line, field, ja, en), true);
  }

  PskcProblem problem() {
    return problem;
  }

  boolean isFatal() {
    return fatal;
  }
}
