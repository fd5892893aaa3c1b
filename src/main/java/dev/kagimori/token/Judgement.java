package dev.kagimori.token;

import dev.kagimori.otp.Window;
import java.time.Instant;
import java.util.List;

/**
 * What a code is, seen by itself (rules 2, 3 and 4); what follows from it, {@link LifeCycle} says.
 */
sealed interface Judgement {
  /** A step that was never used. */
  record Fresh(long step) implements Judgement {}

  /** A step that was used, or one before it. */
  record Used() implements Judgement {}

  /** Too far off to be accepted alone. */
  record Distant() implements Judgement {}

  record Wrong() implements Judgement {}

  /** Judges a registered token's code; the whole window is computed, whatever matches (rule 8). */
  static Judgement of(Token token, Presented presented, Instant now) {
    return of(token, presented, now, outer(token, now));
  }

  /**
   * Judges an outsider's code. As much is computed for every token, known or not, used or not, so
   * that the time tells nothing (rule 7).
   */
  static Judgement ofOutsider(Token token, Presented presented, Instant now) {
    return of(token, presented, now, Window.widest(token.totp(), now, token.driftSeconds()));
  }

  private static Judgement of(Token token, Presented presented, Instant now, Window computed) {
    var outer = outer(token, now);
    var codes = token.totp().codes(presented.seed(), computed.oneEarlier(), token.lastStep());
    var steps = codes.steps(presented.code());
    boolean isLast = codes.isApart(presented.code());
    if (presented.next() != null) return ofPair(token, outer, steps, codes.steps(presented.next()));
    return ofOne(
        token, outer, Window.inner(token.totp(), now, token.driftSeconds()), steps, isLast);
  }

  private static Window outer(Token token, Instant now) {
    return token.lastAccepted() == null
        ? Window.widest(token.totp(), now, token.driftSeconds())
        : Window.outer(token.totp(), now, token.driftSeconds(), token.sinceAccepted(now));
  }

  /** Of several fresh steps with this code, the one nearest to what the token should show. */
  private static Judgement ofOne(
      Token token, Window outer, Window inner, List<Long> steps, boolean isLast) {
    long nearest = Token.NO_STEP;
    boolean used = isLast;
    boolean distant = false;
    for (long step : steps) {
      if (!outer.contains(step)) continue;
      boolean fresh = step > token.lastStep();
      if (!inner.contains(step)) distant |= fresh;
      else if (!fresh) used = true;
      else if (nearest == Token.NO_STEP || inner.distance(step) < inner.distance(nearest))
        nearest = step;
    }
    if (nearest != Token.NO_STEP) return new Fresh(nearest);
    if (used) return new Used();
    return distant ? new Distant() : new Wrong();
  }

  /** The follower has to lie in the outer window; the first code was shown a step before it. */
  private static Judgement ofPair(Token token, Window outer, List<Long> codes, List<Long> nexts) {
    boolean used = false;
    for (long step : codes) {
      if (!outer.contains(step + 1) || !nexts.contains(step + 1)) continue;
      if (step > token.lastStep()) return new Fresh(step + 1);
      used = true;
    }
    return used ? new Used() : new Wrong();
  }
}
