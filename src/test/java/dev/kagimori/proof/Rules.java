package dev.kagimori.proof;

import dev.kagimori.proof.State.Exchange;
import dev.kagimori.proof.State.Person;
import dev.kagimori.proof.State.Stop;
import dev.kagimori.proof.State.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation may do to a state, told a second time and from the rules alone: it shares
 * nothing with the service.
 */
final class Rules {
  private static final int SLACK_STEPS = 2;

  private Rules() {}

  /**
   * The states that may follow, if this is what was answered at this point.
   *
   * @return empty: it can't have been
   */
  static List<State> after(State state, Op op, String result) {
    if (op.answer().isNothing()) return List.of(state);
    return switch (op.kind()) {
      case VERIFY, OPEN_EXCHANGE, STOP -> ownCode(state, op, result);
      case START -> start(state, op, result);
      case COMPLETE_EXCHANGE -> complete(state, op, result);
      case GIVE_UP_EXCHANGE -> giveUp(state, op, result);
      case STATUS -> only(state, isStatus(state, op));
      case SUSPEND, UNLOCK, REVOKE, LIFT_STARTS -> staff(state, op, result);
      case FINAL -> throw new IllegalArgumentException("compared, not judged");
    };
  }

  /** The states that may follow where the answer was lost; itself, since it may never have been. */
  static List<State> possible(State state, Op op) {
    var states = new ArrayList<State>();
    for (var result : List.of(op.kind() == Kind.VERIFY ? "ACCEPTED" : "DONE", "WRONG"))
      for (var next : after(state, op, op.kind().isOfNewcomer() ? newcomers(result) : result))
        if (!next.equals(state) && !states.contains(next)) states.add(next);
    return states;
  }

  private static String newcomers(String result) {
    return result.equals("WRONG") ? "NOT_ACCEPTED" : result;
  }

  private static List<State> ownCode(State state, Op op, String result) {
    var person = state.person(op.user());
    var serial = person.registered();
    if (serial.isEmpty()) return only(state, result.equals("NOT_REGISTERED"));
    var token = state.token(serial);
    if (token.stop() != Stop.NONE) return only(state, result.equals("SUSPENDED"));
    boolean own = op.isCodeOf(serial);
    return switch (result) {
      case "ACCEPTED", "DONE" ->
          own && op.step() > token.last() && isTimely(op) && wrongSince(op, token)
              ? List.of(used(state, op, person, serial, token.accepted(op.step())))
              : List.of();
      case "WRONG" -> charged(state, op, serial, !own || !isTheOneNow(op));
      case "NEXT_CODE_NEEDED" -> charged(state, op, serial, own && !isTheOneNow(op));
      case "REPLAYED" -> only(state, own && op.step() <= token.last());
      default -> List.of();
    };
  }

  private static State used(State state, Op op, Person person, String serial, Token token) {
    return switch (op.kind()) {
      case OPEN_EXCHANGE ->
          state
              .with(serial, token)
              .with(
                  op.user(),
                  person.exchanging(
                      Optional.of(
                          new Exchange(op.id(), token.epoch(), op.stepBefore(), op.stepAfter()))));
      case STOP ->
          state
              .with(serial, token.of(op.user()))
              .with(op.user(), person.ended().exchanging(Optional.empty()));
      default -> state.with(serial, token);
    };
  }

  private static List<State> charged(State state, Op op, String serial, boolean may) {
    var token = state.token(serial).charged();
    @Nullable Integer left = op.answer().body().getInteger("triesLeft");
    return may && (left == null || left == token.triesLeft())
        ? List.of(state.with(serial, token))
        : List.of();
  }

  private static List<State> start(State state, Op op, String result) {
    var person = state.person(op.user());
    if (!person.registered().isEmpty()) return only(state, result.equals("ALREADY_REGISTERED"));
    if (!person.mayStart()) return only(state, result.equals("SUSPENDED"));
    return newcomer(state, op, result);
  }

  private static List<State> complete(State state, Op op, String result) {
    var person = state.person(op.user());
    var old = person.registered();
    var exchange = person.exchange().filter(x -> x.op() == op.exchange() && !old.isEmpty());
    if (exchange.isEmpty()) return only(state, result.equals("EXCHANGE_EXPIRED"));
    boolean valid = exchange.get().epoch() == state.token(old).epoch();
    if (result.equals("EXCHANGE_EXPIRED"))
      return only(state, !valid || exchange.get().mayBeOver(op));
    if (exchange.get().isOver(op)) return List.of();
    if (!person.mayStart()) return only(state, result.equals("SUSPENDED"));
    if (!valid) return List.of();
    return newcomer(state, op, result).stream()
        .map(next -> result.equals("DONE") ? next.with(old, next.token(old).of(op.user())) : next)
        .toList();
  }

  private static List<State> giveUp(State state, Op op, String result) {
    var person = state.person(op.user());
    var exchange = person.exchange().filter(x -> x.op() == op.exchange());
    if (result.equals("EXCHANGE_EXPIRED"))
      return only(state, exchange.isEmpty() || exchange.get().mayBeOver(op));
    return exchange.isPresent() && !exchange.get().isOver(op) && result.equals("DONE")
        ? List.of(state.with(op.user(), person.exchanging(Optional.empty())))
        : List.of();
  }

  /** The token of a start or of the second half of an exchange. */
  private static List<State> newcomer(State state, Op op, String result) {
    var person = state.person(op.user());
    var token = state.token(op.serial());
    boolean barred = !state.isFree(op.serial()) || token.stop() != Stop.NONE || token.revoked();
    boolean right = op.isCodeOf(op.serial());
    var failed = state.with(op.user(), person.failed());
    var charged =
        token.owner().equals(op.user()) ? failed.with(op.serial(), token.charged()) : failed;
    return switch (result) {
      case "DONE" ->
          !barred && right && op.step() > token.last() && isTimely(op)
              ? List.of(
                  state
                      .with(op.user(), person.with(op.serial()))
                      .with(op.serial(), token.accepted(op.step()).of(op.user())))
              : List.of();
      case "NOT_ACCEPTED" -> {
        if (barred) yield List.of(failed);
        if (!right) yield List.of(charged);
        if (op.step() <= token.last()) yield List.of(failed, charged); // replayed, or too late
        yield isTheOneNow(op) ? List.of() : List.of(charged);
      }
      case "NEXT_CODE_NEEDED" ->
          !barred && right && !isTheOneNow(op) ? List.of(charged) : List.of();
      default -> List.of();
    };
  }

  private static List<State> staff(State state, Op op, String result) {
    var person = state.person(op.user());
    if (op.kind() == Kind.LIFT_STARTS)
      return result.equals("DONE") ? List.of(state.with(op.user(), person.lifted())) : List.of();
    var serial = person.registered();
    if (serial.isEmpty()) return only(state, result.equals("NO_TOKEN"));
    var token = state.token(serial);
    boolean done = result.equals("DONE");
    return switch (op.kind()) {
      case SUSPEND -> {
        if (token.stop() == Stop.STAFF) yield only(state, done);
        yield done ? List.of(state.with(serial, token.stopped(Stop.STAFF))) : List.of();
      }
      case UNLOCK -> {
        if (token.stop() == Stop.NONE) yield only(state, result.equals("WRONG_STATE"));
        if (token.total() >= State.TOTAL_TRIES) yield only(state, result.equals("REPLACE_TOKEN"));
        yield done ? List.of(state.with(serial, token.stopped(Stop.NONE))) : List.of();
      }
      case REVOKE ->
          done
              ? List.of(
                  state
                      .with(op.user(), person.ended().exchanging(Optional.empty()))
                      .with(serial, token.ended()))
              : List.of();
      default -> throw new IllegalArgumentException(op.kind().name());
    };
  }

  private static boolean isStatus(State state, Op op) {
    var serial = state.person(op.user()).registered();
    var told = op.answer().body();
    var token = told.getJsonObject("token");
    if (serial.isEmpty()) return token == null && "NOT_REGISTERED".equals(told.getString("status"));
    boolean suspended = state.token(serial).stop() != Stop.NONE;
    return token != null
        && serial.equals(token.getString("serial"))
        && (suspended ? "SUSPENDED" : "IN_USE").equals(told.getString("status"));
  }

  private static boolean wrongSince(Op op, Token token) {
    return Objects.requireNonNullElse(op.answer().body().getInteger("wrongSince"), token.total())
        == token.total();
  }

  /** Within the window around the time of the call, and what a drift may move it. */
  private static boolean isTimely(Op op) {
    return op.stepBefore() - SLACK_STEPS <= op.step() && op.step() <= op.stepAfter() + SLACK_STEPS;
  }

  /** All the while it was asked for, this was the code that the token showed. */
  private static boolean isTheOneNow(Op op) {
    return op.isPrompt() && op.step() == op.stepAfter() && !op.answer().isUnknown();
  }

  /** Everyone and everything as it was at first. */
  static State fresh(List<String> users, List<String> serials) {
    var state = new State(Map.of(), Map.of());
    for (var user : users) state = state.with(user, Person.NEW);
    for (var serial : serials) state = state.with(serial, Token.NEW);
    return state;
  }

  private static List<State> only(State state, boolean legal) {
    return legal ? List.of(state) : List.of();
  }
}
