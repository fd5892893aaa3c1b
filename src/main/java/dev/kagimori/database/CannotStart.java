package dev.kagimori.database;

import java.util.List;

/** Why the process must not serve, said to the operator in both languages, with the remedy. */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** One reason of a refusal. */
  public record Reason(String ja, String en) {}

  private final transient List<Reason> reasons;

  public CannotStart(String ja, String en) {
    this(List.of(new Reason(ja, en)), null);
  }

  public CannotStart(String ja, String en, Throwable cause) {
    this(List.of(new Reason(ja, en)), cause);
  }

  CannotStart(List<Reason> reasons, @org.jspecify.annotations.Nullable Throwable cause) {
    super(text(reasons), cause);
    this.reasons = List.copyOf(reasons);
  }

  /** All that was found wrong, at least one. */
  public List<Reason> reasons() {
    return reasons;
  }

  private static String text(List<Reason> reasons) {
    var text = new StringBuilder();
    for (var reason : reasons) {
      if (!text.isEmpty()) text.append('\n');
      text.append(reason.ja()).append('\n').append(reason.en());
    }
    return text.toString();
  }
}
