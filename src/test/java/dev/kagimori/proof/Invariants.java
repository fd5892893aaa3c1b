package dev.kagimori.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can be seen in a history without a search; each in linear time. */
final class Invariants {
  private final List<Op> ops;
  private final List<String> violations = new ArrayList<>();

  private Invariants(List<Op> ops) {
    this.ops = ops.stream().sorted(Comparator.comparingLong(Op::invoked)).toList();
  }

  static List<String> violations(List<Op> ops) {
    var invariants = new Invariants(ops);
    invariants.aCodeIsAcceptedOnce();
    invariants.stepsRise();
    invariants.aTokenHasOneUser();
    invariants.whatEndedIsNotAccepted();
    invariants.guessesAreBounded();
    return invariants.violations;
  }

  /** I1. */
  private void aCodeIsAcceptedOnce() {
    var first = new HashMap<String, Op>();
    for (var op : ops) {
      if (!op.isAccepted()) continue;
      var before = first.putIfAbsent(op.serial() + " " + op.step(), op);
      if (before != null) violations.add("I1: a code was accepted twice: " + before + ", " + op);
    }
  }

  /** I2. */
  private void stepsRise() {
    bySerial(ops.stream().filter(Op::isAccepted).toList())
        .forEach((serial, accepted) -> {
          for (var later : accepted)
            for (var earlier : accepted)
              if (earlier.isBefore(later) && earlier.step() > later.step())
                violations.add("I2: an earlier step was accepted later: " + earlier + ", " + later);
        });
  }

  /** I3: nobody takes a token over that somebody else surely has. */
  private void aTokenHasOneUser() {
    var begins = ops.stream().filter(op -> op.kind().isOfNewcomer() && op.answer().isOk()).toList();
    bySerial(begins)
        .forEach((serial, taken) -> {
          for (var later : taken)
            for (var earlier : taken)
              if (earlier.isBefore(later) && !mayHaveEnded(earlier.user(), earlier, later))
                violations.add("I3: a token was given twice: " + earlier + ", " + later);
        });
  }

  private boolean mayHaveEnded(String user, Op from, Op to) {
    return ops.stream()
        .filter(op -> op.user().equals(user) && op.id() != to.id())
        .filter(op -> op.answer().isOk() || op.answer().isUnknown())
        .filter(op ->
            op.invoked() < to.returned()
                && (op.answer().isUnknown() || from.invoked() < op.returned()))
        .anyMatch(op ->
            op.kind() == Kind.STOP
                || op.kind() == Kind.REVOKE
                || (op.kind() == Kind.COMPLETE_EXCHANGE && !op.serial().equals(from.serial())));
  }

  /**
   * I4: nothing is accepted of a token whose end was acknowledged, until it may have begun anew.
   */
  private void whatEndedIsNotAccepted() {
    for (var end : ops) {
      if (!end.answer().isOk()) continue;
      switch (end.kind()) {
        case STOP -> afterEnd(end, end.serial());
        case COMPLETE_EXCHANGE -> registeredBefore(end).ifPresent(old -> afterEnd(end, old));
        case SUSPEND -> registeredBefore(end).ifPresent(serial -> afterSuspension(end, serial));
        default -> {}
      }
    }
  }

  /** What this user surely had registered when the operation came; empty where that is not sure. */
  private Optional<String> registeredBefore(Op end) {
    @Nullable Op last = null;
    for (var op : ops) {
      if (!op.user().equals(end.user()) || op.id() == end.id() || op.invoked() > end.returned())
        continue;
      boolean changes =
          op.kind().isOfNewcomer() || op.kind() == Kind.STOP || op.kind() == Kind.REVOKE;
      if (!changes || !(op.answer().isOk() || op.answer().isUnknown())) continue;
      if (op.answer().isUnknown() || !op.isBefore(end)) return Optional.empty();
      if (last != null && !last.isBefore(op)) return Optional.empty();
      last = op;
    }
    return Optional.ofNullable(last).filter(op -> op.kind().isOfNewcomer()).map(Op::serial);
  }

  private void afterEnd(Op end, String serial) {
    for (var op : ops)
      if (op.isAccepted()
          && !op.kind().isOfNewcomer()
          && op.serial().equals(serial)
          && end.isBefore(op)
          && !mayHave(op, end, o -> o.kind().isOfNewcomer() && o.serial().equals(serial)))
        violations.add("I4: accepted after its end: " + end + ", " + op);
  }

  private void afterSuspension(Op end, String serial) {
    for (var op : ops)
      if (op.isAccepted()
          && op.serial().equals(serial)
          && end.isBefore(op)
          && !mayHave(op, end, o -> o.kind() == Kind.UNLOCK && o.user().equals(end.user())))
        violations.add("I4: accepted although suspended: " + end + ", " + op);
  }

  /** Between two operations, or beside one of them, something may have happened. */
  private boolean mayHave(Op until, Op from, Predicate<Op> what) {
    return ops.stream()
        .filter(op -> op.answer().isOk() || op.answer().isUnknown())
        .filter(op -> op.invoked() < until.returned())
        .filter(op -> op.answer().isUnknown() || op.returned() > from.invoked())
        .anyMatch(op -> op.id() != until.id() && op.id() != from.id() && what.test(op));
  }

  /** I5: between two moments at which the count may have been reset, N guesses are answered. */
  private void guessesAreBounded() {
    var byUser = ops.stream().collect(Collectors.groupingBy(Op::user));
    byUser.forEach((user, own) -> {
      var answered = new ArrayList<Op>();
      for (var op : own) {
        if (mayReset(op)) answered.clear();
        else if (isGuess(op)) answered.add(op);
        if (answered.size() > State.TRIES && resetsDuring(own, answered).isEmpty()) {
          violations.add("I5: more guesses answered than allowed: " + answered);
          return;
        }
      }
    });
  }

  private static List<Op> resetsDuring(List<Op> own, List<Op> guesses) {
    long from = guesses.getFirst().invoked();
    long until = guesses.stream().mapToLong(Op::returned).max().orElse(from);
    return own.stream()
        .filter(Invariants::mayReset)
        .filter(op -> op.invoked() < until)
        .filter(op -> op.answer().isUnknown() || op.returned() > from)
        .toList();
  }

  private static boolean isGuess(Op op) {
    return op.kind().isWithCode()
        && !op.kind().isOfNewcomer()
        && (op.answer().is("WRONG") || op.answer().is("NEXT_CODE_NEEDED"));
  }

  private static boolean mayReset(Op op) {
    return (op.kind().isWithCode() || op.kind() == Kind.UNLOCK || op.kind() == Kind.REVOKE)
        && (op.answer().isOk()
            || (op.answer().isUnknown() && (op.step() != Op.WRONG_CODE || op.kind().isOfStaff())));
  }

  private static Map<String, List<Op>> bySerial(List<Op> some) {
    return some.stream().collect(Collectors.groupingBy(Op::serial));
  }
}
