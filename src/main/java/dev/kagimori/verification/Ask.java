package dev.kagimori.verification;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.token.TokenFields;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A code that waits for its judgement. Lives on one event loop. */
final class Ask {
  /** Longer than others can hold a row, so that they are waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Whose token; asks of one user are judged one after the other. */
  record Asker(String institution, String contract, String user) {}

  private final Call call;
  private final Asker asker;
  private final OneTimeCode code;
  private final @Nullable OneTimeCode next;
  private final Optional<Attempt> attempt;
  private final Promise<Answer> answer = Promise.promise();
  private final long until;
  private int overtaken;

  Ask(Call call, Optional<Attempt> attempt) {
    this.call = call;
    asker = new Asker(call.caller().institution(), call.path("contract"), call.path("user"));
    code = TokenFields.code(call);
    next = TokenFields.nextCode(call);
    this.attempt = attempt;
    until = Math.min(System.nanoTime() + PATIENCE.toNanos(), call.deadline().nanos());
  }

  Call call() {
    return call;
  }

  Asker asker() {
    return asker;
  }

  OneTimeCode code() {
    return code;
  }

  @Nullable OneTimeCode next() {
    return next;
  }

  Optional<Attempt> attempt() {
    return attempt;
  }

  /** Completed once. */
  Promise<Answer> answer() {
    return answer;
  }

  /** Whether nobody waits for it any more. */
  boolean isOver(long nanos) {
    return nanos - until > 0;
  }

  /** How often others were faster on the same token, this time included. */
  int overtaken() {
    return ++overtaken;
  }
}
