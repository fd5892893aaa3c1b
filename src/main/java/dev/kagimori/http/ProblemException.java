package dev.kagimori.http;

/**
 * Carries a refusal out of deep code, where returning it through every caller would hide what they
 * do. It is not a fault: it has no stack trace and is not logged.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.code().name(), null, false, false);
    this.problem = problem;
  }

  public ProblemException(ProblemCode code) {
    this(Problem.of(code));
  }

  public Problem problem() {
    return problem;
  }
}
