package dev.kagimori.verification;

import dev.kagimori.http.Answer;
import dev.kagimori.token.Change;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What was judged of an ask, and is true once it is written.
 *
 * @param kept what a repeat of the same reference is answered; null: there is no reference
 */
record Verdict(Ask ask, Change change, Answer answer, @Nullable JsonObject kept) {
  static Verdict of(Ask ask, Change change, Result result) {
    var answer = result.toJson();
    return new Verdict(ask, change, Answer.ok(answer), ask.attempt().isPresent() ? answer : null);
  }

  /** A refusal that says nothing of the code; it is not kept for repeats. */
  static Verdict of(Ask ask, Change change, Answer refusal) {
    return new Verdict(ask, change, refusal, null);
  }
}
