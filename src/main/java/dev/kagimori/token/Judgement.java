package dev.kagimori.token;

import dev.kagimori.otp.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
    var totp = token.totp();
    var outer = outer(token, now);
    var codes = totp.matches(presented.seed(), presented.code(), computed.oneEarlier());
    var last = totp.matches(presented.seed(), presented.code(), Window.only(token.lastStep()));
    if (presented.next() != null) {
      var nexts = within(outer, totp.matches(presented.seed(), presented.next(), computed));
      return ofPair(token, codes, nexts);
    }
    var inner = Window.inner(totp, now, token.driftSeconds());
    return ofOne(token, inner, within(outer, codes), !last.isEmpty());
  }

  private static List<Long> within(Window window, List<Long> steps) {
    return steps.stream().filter(window::contains).toList();
  }

  private static Window outer(Token token, Instant now) {
    return token.lastAccepted() == null
        ? Window.widest(token.totp(), now, token.driftSeconds())
        : Window.outer(token.totp(), now, token.driftSeconds(), token.sinceAccepted(now));
  }

  private static Judgement ofOne(Token token, Window inner, List<Long> steps, boolean isLast) {
    Optional<Long> nearest =
        steps.stream()
            .filter(inner::contains)
            .filter(step -> step > token.lastStep())
            .min(Comparator.comparingLong(inner::distance));
    if (nearest.isPresent()) return new Fresh(nearest.get());
    if (isLast || steps.stream().anyMatch(inner::contains)) return new Used();
    return steps.stream().anyMatch(step -> step > token.lastStep()) ? new Distant() : new Wrong();
  }

  /** The follower has to lie in the outer window; the first code was shown a step before it. */
  private static Judgement ofPair(Token token, List<Long> codes, List<Long> nexts) {
    var pairs = codes.stream().filter(step -> nexts.contains(step + 1)).toList();
    Optional<Long> fresh = pairs.stream().filter(step -> step > token.lastStep()).findFirst();
    if (fresh.isPresent()) return new Fresh(fresh.get() + 1);
    return pairs.isEmpty() ? new Wrong() : new Used();
  }
}
