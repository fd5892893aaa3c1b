package dev.kagimori.token;

import static dev.kagimori.token.Decision.Reason.EXPIRED;
import static dev.kagimori.token.Decision.Reason.MAKE_CLOSED;
import static dev.kagimori.token.Decision.Reason.NEXT_CODE_NEEDED;
import static dev.kagimori.token.Decision.Reason.NOT_CHECKED;
import static dev.kagimori.token.Decision.Reason.NOT_RENEWABLE;
import static dev.kagimori.token.Decision.Reason.NOT_REUSABLE;
import static dev.kagimori.token.Decision.Reason.NOT_THEIRS;
import static dev.kagimori.token.Decision.Reason.REPLACE_TOKEN;
import static dev.kagimori.token.Decision.Reason.REPLAYED;
import static dev.kagimori.token.Decision.Reason.SUSPENDED;
import static dev.kagimori.token.Decision.Reason.UNKNOWN_MAKE;
import static dev.kagimori.token.Decision.Reason.WRONG;
import static dev.kagimori.token.Decision.Reason.WRONG_KIND;
import static dev.kagimori.token.Decision.Reason.WRONG_STATE;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Period;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Terms.FobReuse;
import dev.kagimori.token.Decision.Done;
import dev.kagimori.token.Decision.Reason;
import dev.kagimori.token.Decision.Refused;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The life cycle of tokens: what a command makes of a token, and whether it may.
 *
 * <p>Pure: no I/O, no clock, nothing remembered. {@code docs/life-cycle.md} is its table.
 */
public final class LifeCycle {
  private final Terms terms;
  private final Instant now;

  private LifeCycle(Terms terms, Instant now) {
    this.terms = terms;
    this.now = now;
  }

  /** Decides one command. A refusal may still change the token: a wrong code costs a try. */
  public static Decision decide(Token token, Command command, Terms terms, Instant now) {
    var cycle = new LifeCycle(terms, now);
    return switch (command) {
      case Command.Allocate(Owner to) -> cycle.allocate(token, to);
      case Command.Activate() -> cycle.activate(token);
      case Command.Renew(Presented presented) -> cycle.renew(token, presented);
      case Command.Start(Owner by, Presented presented) ->
          cycle.begin(token, by, presented, Make::start);
      case Command.ExchangeIn(Owner by, Presented presented) ->
          cycle.begin(token, by, presented, Make::exchange);
      case Command.Verify(Presented presented) -> cycle.prove(token, presented, t -> t);
      case Command.OpenExchange(Presented presented) -> cycle.prove(token, presented, t -> t);
      case Command.Resynchronise(Presented presented) -> cycle.prove(token, presented, t -> t);
      case Command.Stop(Presented presented) ->
          cycle.prove(token, presented, t -> t.withState(TokenState.RELEASED, t.owner()));
      case Command.ExchangeOut() -> exchangeOut(token);
      case Command.Revoke() -> revoke(token);
      case Command.Suspend() -> suspend(token);
      case Command.Unlock() -> unlock(token);
      case Command.PutBack() -> putBack(token);
      case Command.Withdraw() -> withdraw(token, token.inspection());
      case Command.Undelivered() -> withdraw(token, Inspection.RECHECK);
      case Command.Check check -> cycle.check(token, check);
      case Command.Condemn() ->
          notCheckable(token)
              .<Decision>map(reason -> new Refused(token, reason))
              .orElseGet(() -> new Done(token.inspected(Inspection.DEFECTIVE)));
      case Command.Retire() ->
          token.state() == TokenState.RETIRED
              ? new Refused(token, WRONG_STATE)
              : new Done(token.withState(TokenState.RETIRED, token.owner()));
    };
  }

  /** How many tries are left before the token is suspended. */
  public static int triesLeft(Token token, Terms terms) {
    int inRow = terms.wrongCodesMax() - token.failuresInRow();
    int total = Token.FAILURES_MAX - token.failuresSinceAccepted();
    return Math.max(0, Math.min(inRow, total));
  }

  private Decision allocate(Token token, Owner to) {
    if (token.kind() != Kind.HARDWARE) return new Refused(token, WRONG_KIND);
    if (token.suspension() != null) return new Refused(token, SUSPENDED);
    if (!mayGoOut(token)) return new Refused(token, NOT_CHECKED);
    return switch (token.state()) {
      case IN_STOCK -> new Done(token.withState(TokenState.ALLOCATED, to));
      case RELEASED ->
          terms.fobReuse() == FobReuse.NEVER
              ? new Refused(token, NOT_REUSABLE)
              : new Done(token.withState(TokenState.ALLOCATED, to));
      case ALLOCATED, ISSUED, ACTIVATED, IN_USE, REVOKED, RETIRED ->
          new Refused(token, WRONG_STATE);
    };
  }

  private Decision activate(Token token) {
    if (token.kind() != Kind.SOFTWARE) return new Refused(token, WRONG_KIND);
    if (token.state() != TokenState.ISSUED) return new Refused(token, WRONG_STATE);
    if (token.suspension() != null) return new Refused(token, SUSPENDED);
    var activated = token.withState(TokenState.ACTIVATED, token.owner());
    return new Done(activated.valid(terms.validity().until(now)));
  }

  private Decision renew(Token token, Presented presented) {
    if (token.kind() != Kind.SOFTWARE) return new Refused(token, WRONG_KIND);
    if (token.state() != TokenState.IN_USE) return new Refused(token, WRONG_STATE);
    if (token.suspension() != null) return new Refused(token, SUSPENDED);
    var until = token.validUntil();
    if (until == null || now.isBefore(terms.validity().renewableFrom(until)))
      return new Refused(token, NOT_RENEWABLE);
    return judged(
        token,
        Judgement.of(token, presented, now),
        t -> t.charged(terms.wrongCodesMax()),
        t -> t.valid(terms.validity().until(now)));
  }

  /** Start and exchange-in: an outsider shows a token that is not yet, or no longer, registered. */
  private Decision begin(
      Token token, Owner by, Presented presented, Function<Make, Period> whenOpen) {
    var judgement = Judgement.ofOutsider(token, presented, now); // first, so that it always runs
    var barred = barred(token, by, whenOpen);
    if (barred.isPresent()) return new Refused(token, barred.get());
    UnaryOperator<Token> charge =
        by.equals(token.owner()) ? t -> t.charged(terms.wrongCodesMax()) : t -> t;
    return judged(token, judgement, charge, t -> t.withState(TokenState.IN_USE, by));
  }

  private Optional<Reason> barred(Token token, Owner by, Function<Make, Period> whenOpen) {
    var make = terms.make(token.serial().value());
    if (make.isEmpty()) return Optional.of(UNKNOWN_MAKE);
    if (!whenOpen.apply(make.get()).contains(now)) return Optional.of(MAKE_CLOSED);
    var notYours = notStartable(token, by);
    if (notYours.isPresent()) return notYours;
    if (token.suspension() != null) return Optional.of(SUSPENDED);
    if (!mayGoOut(token)) return Optional.of(NOT_CHECKED);
    return token.isExpired(now) ? Optional.of(EXPIRED) : Optional.empty();
  }

  private Optional<Reason> notStartable(Token token, Owner by) {
    boolean theirs = by.equals(token.owner());
    return switch (token.state()) {
      case IN_STOCK -> terms.allocationRequired() ? Optional.of(NOT_THEIRS) : Optional.empty();
      case ALLOCATED -> theirs ? Optional.empty() : Optional.of(NOT_THEIRS);
      case ACTIVATED ->
          theirs || token.owner() == null ? Optional.empty() : Optional.of(NOT_THEIRS);
      case RELEASED -> {
        if (token.kind() == Kind.SOFTWARE) yield Optional.of(WRONG_STATE);
        if (terms.fobReuse() != FobReuse.FREELY) yield Optional.of(NOT_REUSABLE);
        yield theirs || !terms.allocationRequired() ? Optional.empty() : Optional.of(NOT_THEIRS);
      }
      case ISSUED, IN_USE, REVOKED, RETIRED -> Optional.of(WRONG_STATE);
    };
  }

  /** The registered token's own code. */
  private Decision prove(Token token, Presented presented, UnaryOperator<Token> then) {
    if (token.state() != TokenState.IN_USE) return new Refused(token, WRONG_STATE);
    if (token.suspension() != null) return new Refused(token, SUSPENDED);
    if (token.isExpired(now)) return new Refused(token, EXPIRED);
    return judged(
        token, Judgement.of(token, presented, now), t -> t.charged(terms.wrongCodesMax()), then);
  }

  private Decision judged(
      Token token, Judgement judgement, UnaryOperator<Token> charge, UnaryOperator<Token> then) {
    return switch (judgement) {
      case Judgement.Fresh(long step) -> new Done(then.apply(token.accepted(step, now)));
      case Judgement.Used() -> new Refused(token, REPLAYED);
      case Judgement.Distant() -> new Refused(charge.apply(token), NEXT_CODE_NEEDED);
      case Judgement.Wrong() -> new Refused(charge.apply(token), WRONG);
    };
  }

  private static Decision exchangeOut(Token token) {
    if (token.state() != TokenState.IN_USE) return new Refused(token, WRONG_STATE);
    return token.suspension() != null
        ? new Refused(token, SUSPENDED)
        : new Done(token.withState(TokenState.RELEASED, token.owner()));
  }

  private static Decision revoke(Token token) {
    return isOver(token)
        ? new Refused(token, WRONG_STATE)
        : new Done(token.withState(TokenState.REVOKED, token.owner()));
  }

  private static Decision suspend(Token token) {
    if (isOver(token)) return new Refused(token, WRONG_STATE);
    return token.suspension() == Suspension.STAFF
        ? new Done(token)
        : new Done(token.suspended(Suspension.STAFF));
  }

  private static Decision unlock(Token token) {
    if (token.suspension() == null || isOver(token)) return new Refused(token, WRONG_STATE);
    return isWornOut(token) ? new Refused(token, REPLACE_TOKEN) : new Done(token.unlocked());
  }

  private static Decision putBack(Token token) {
    if (token.kind() != Kind.HARDWARE) return new Refused(token, WRONG_KIND);
    if (token.state() != TokenState.REVOKED) return new Refused(token, WRONG_STATE);
    return isWornOut(token)
        ? new Refused(token, REPLACE_TOKEN)
        : new Done(
            token.unlocked().withState(TokenState.IN_STOCK, null).inspected(Inspection.RECHECK));
  }

  /** Whether it has left the house is known by who asks; a suspension stays. */
  private static Decision withdraw(Token token, Inspection from) {
    if (token.kind() != Kind.HARDWARE) return new Refused(token, WRONG_KIND);
    if (token.state() != TokenState.ALLOCATED) return new Refused(token, WRONG_STATE);
    var back = token.withState(TokenState.IN_STOCK, null);
    var found = token.inspection() == Inspection.DEFECTIVE ? Inspection.DEFECTIVE : from;
    return new Done(found == back.inspection() ? back : back.inspected(found));
  }

  /** A used code says nothing of the fob; a wrong one says that another seed is in it. */
  private Decision check(Token token, Command.Check check) {
    var barred = notCheckable(token);
    if (barred.isPresent()) return new Refused(token, barred.get());
    return switch (Judgement.ofOutsider(token, check.presented(), now)) {
      case Judgement.Fresh(long step) -> {
        var accepted = token.accepted(step, now);
        boolean fit = check.sound() && Math.abs(accepted.driftSeconds()) <= check.driftMaxSeconds();
        yield new Done(accepted.inspected(fit ? Inspection.CHECKED : Inspection.DEFECTIVE));
      }
      case Judgement.Used() -> new Refused(token, REPLAYED);
      case Judgement.Distant() ->
          new Refused(token.charged(terms.wrongCodesMax()), NEXT_CODE_NEEDED);
      case Judgement.Wrong() ->
          new Refused(token.charged(terms.wrongCodesMax()).inspected(Inspection.DEFECTIVE), WRONG);
    };
  }

  /** No code of a token that a customer may have is judged at the desk. */
  private static Optional<Reason> notCheckable(Token token) {
    if (token.kind() != Kind.HARDWARE) return Optional.of(WRONG_KIND);
    if (token.state() != TokenState.IN_STOCK) return Optional.of(WRONG_STATE);
    return token.suspension() == null ? Optional.empty() : Optional.of(SUSPENDED);
  }

  /** What was allocated or used before the terms asked for a check stays so. */
  private boolean mayGoOut(Token token) {
    return switch (token.inspection()) {
      case CHECKED -> true;
      case DEFECTIVE, RECHECK -> false;
      case UNCHECKED -> token.state() != TokenState.IN_STOCK || !terms.stock().checkedOnly();
    };
  }

  private static boolean isOver(Token token) {
    return token.state() == TokenState.REVOKED || token.state() == TokenState.RETIRED;
  }

  private static boolean isWornOut(Token token) {
    return token.failuresSinceAccepted() >= Token.FAILURES_MAX;
  }
}
