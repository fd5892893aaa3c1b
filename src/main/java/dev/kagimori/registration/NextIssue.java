package dev.kagimori.registration;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import dev.kagimori.institution.Wait;
import dev.kagimori.institution.Waits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What holds a user's next token up (A6, B6, D8): a wait is of a kind and of a step.
 *
 * @param ended how the last registration ended; null: none did
 */
record NextIssue(User.@Nullable Ended ended, Terms terms, Instant now) {
  private record Held(Kind kind, Wait.Step step, Instant until) {}

  /** From when on some token can be had; empty: a kind that is issued waits for nothing. */
  Optional<Instant> from() {
    var kinds = Arrays.stream(Kind.values()).filter(terms::issues).toList();
    var ends = kinds.stream().flatMap(kind -> end(kind).stream()).toList();
    return ends.size() < kinds.size()
        ? Optional.empty()
        : ends.stream().min(Comparator.naturalOrder());
  }

  /** Each that runs, of the kinds that are issued. */
  JsonArray waits() {
    var waits = new JsonArray();
    for (var kind : Kind.values())
      for (var held : held(kind))
        waits.add(
            new JsonObject()
                .put("kind", held.kind.name())
                .put("step", held.step.name())
                .put("until", Times.earliest(held.until)));
    return waits;
  }

  private Optional<Instant> end(Kind kind) {
    return held(kind).stream().map(Held::until).max(Comparator.naturalOrder());
  }

  private List<Held> held(Kind kind) {
    if (!terms.issues(kind)) return List.of();
    return Arrays.stream(Wait.Step.values())
        .flatMap(step ->
            terms.waits().running(ended, kind, step, now).map(Waits.Running::until).stream()
                .map(until -> new Held(kind, step, until)))
        .toList();
  }
}
