package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The service refused. Decide by {@link #code}; {@link #detail} is made to be shown to people. */
public final class Refused extends KagimoriException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Problem problem;

  Refused(int status, Problem problem, String requestId) {
    super(status + " " + problem.code() + ": " + problem.detail(), requestId);
    this.status = status;
    this.problem = problem;
  }

  public ErrorCode code() {
    for (var code : ErrorCode.values()) if (code.name().equals(problem.code())) return code;
    return ErrorCode.UNKNOWN;
  }

  /** The code as it came, also where this client does not know it; empty where none came. */
  public String codeText() {
    return problem.code();
  }

  /** HTTP's. */
  public int status() {
    return status;
  }

  public String title() {
    return Objects.requireNonNullElse(problem.title(), "");
  }

  public String detail() {
    return Objects.requireNonNullElse(problem.detail(), "");
  }

  /** The entry of {@code /docs/problems}. */
  public String type() {
    return Objects.requireNonNullElse(problem.type(), "");
  }

  /** The service's name for this request, to be quoted to its operator. */
  public String instance() {
    return Objects.requireNonNullElse(problem.instance(), requestId());
  }

  /** With {@code MALFORMED}: each thing that does not fit. */
  public List<FieldError> errors() {
    return Objects.requireNonNullElse(problem.errors(), List.of());
  }

  /** The place in the institution's terms that it comes from, such as {@code makes.VP.start}. */
  public @Nullable String rule() {
    return problem.rule();
  }

  /** With {@code NOT_REGISTERED} and {@code ALREADY_REGISTERED}: where the user stands. */
  public @Nullable Status state() {
    return problem.state();
  }

  /** Wrong codes that are left before suspension, 0 to 10. */
  public @Nullable Integer triesLeft() {
    return problem.triesLeft();
  }

  /** With {@code TOO_EARLY}. */
  public @Nullable OffsetDateTime nextIssueFrom() {
    return problem.nextIssueFrom();
  }
}
