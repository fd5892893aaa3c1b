package dev.kagimori.institution;

import dev.kagimori.institution.Wait.Step;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The waiting times of an institution; null: none. */
public record Waits(@Nullable Wait afterStop, @Nullable Wait afterRevocation) {
  static final Waits NONE = new Waits(null, null);

  /** A waiting time that still runs. */
  public record Running(Instant until, String rule) {}

  /** Whether a step of the next token has to wait. */
  public Optional<Running> running(
      User.@Nullable Ended ended, Make.Kind kind, Step step, Instant now) {
    if (ended == null) return Optional.empty();
    var wait =
        switch (ended.by()) {
          case STOP -> afterStop;
          case REVOCATION -> afterRevocation;
        };
    if (wait == null || wait.step() != step || !wait.kinds().contains(kind))
      return Optional.empty();
    var until = wait.over(ended.at());
    var rule = ended.by() == User.Ended.By.STOP ? "waits.afterStop" : "waits.afterRevocation";
    return now.isBefore(until) ? Optional.of(new Running(until, rule)) : Optional.empty();
  }
}
