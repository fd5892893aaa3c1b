package dev.kagimori.proof;

import dev.kagimori.proof.State.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Holds what clients were told against the database's own books. */
final class Bookkeeping {
  private static final Set<String> RECEIPTED = Set.of("START", "STOP", "EXCHANGE_IN");

  private final Ledger ledger;

  private Bookkeeping(Ledger ledger) {
    this.ledger = ledger;
  }

  static List<String> violations(List<Op> ops, Ledger ledger) {
    return new Bookkeeping(ledger).violations(ops);
  }

  /** I6: one entry for each decision, none without; I7: what was acknowledged is there. */
  private List<String> violations(List<Op> ops) {
    var violations = new ArrayList<String>();
    var known = new HashMap<String, Op>();
    for (var op : ops) {
      op.requests().forEach(id -> known.put(id, op));
      check(op).ifPresent(violations::add);
    }
    violations.addAll(ofReceipts(ops));
    violations.addAll(ofStates());
    ledger
        .audit()
        .forEach((id, entries) -> {
          if (!known.containsKey(id) && !id.equals(Ledger.SETUP))
            violations.add("I6: nobody asked for " + id + ": " + entries);
        });
    return violations;
  }

  /** Each number is told once, and none is kept that stands for nothing. */
  private List<String> ofReceipts(List<Op> ops) {
    var violations = new ArrayList<String>();
    var told = new HashMap<String, Op>();
    for (var op : ops) {
      if (!isReceipted(op)) continue;
      var other = told.put(op.answer().body().getString("receiptNumber"), op);
      if (other != null) violations.add("I7: a number was told twice: " + op + " " + other);
    }
    long given =
        ledger.audit().values().stream()
            .flatMap(List::stream)
            .filter(entry -> entry.reason() == null && RECEIPTED.contains(entry.action()))
            .count();
    if (given != ledger.receipts().size())
      violations.add(
          "I7: %d receipts for %d operations".formatted(ledger.receipts().size(), given));
    return violations;
  }

  /** A token is in use if it is registered, and registered once. */
  private List<String> ofStates() {
    var registered = ledger.state().people().values().stream().map(Person::registered).toList();
    return ledger.inUse().entrySet().stream()
        .filter(token ->
            Collections.frequency(registered, token.getKey()) != (token.getValue() ? 1 : 0))
        .map(token -> "I3: in use and registered differ: " + token.getKey())
        .toList();
  }

  private Optional<String> check(Op op) {
    var entries = ledger.entries(op);
    if (op.answer().isUnknown())
      return says(entries.isEmpty() || fits(op, entries), "I6: half done: ", op, entries);
    int expected = decisions(op);
    if (entries.size() != expected)
      return says(false, "I6: " + expected + " entries expected: ", op, entries);
    if (expected > 0 && !fits(op, entries)) return says(false, "I6: told otherwise: ", op, entries);
    return says(!isReceipted(op) || isAcknowledged(op), "I7: no such receipt: ", op, entries);
  }

  private static Optional<String> says(
      boolean fine, String what, Op op, List<Ledger.Entry> entries) {
    return fine ? Optional.empty() : Optional.of(what + op + " " + op.requests() + " " + entries);
  }

  private static int decisions(Op op) {
    if (op.answer().isNothing() || op.kind() == Kind.STATUS) return 0;
    return op.kind() == Kind.COMPLETE_EXCHANGE && op.answer().isOk() ? 2 : 1;
  }

  /** The entries are those of one operation of this kind, and say what was answered. */
  private static boolean fits(Op op, List<Ledger.Entry> entries) {
    var own = entries.stream().filter(e -> e.action().equals(Ledger.action(op))).toList();
    if (own.size() != 1) return false;
    var entry = own.getFirst();
    boolean done = entry.reason() == null;
    boolean swapped = done && op.kind() == Kind.COMPLETE_EXCHANGE;
    if (entries.size() != (swapped ? 2 : 1)) return false;
    if (done && op.kind().isWithCode() && !isThatCode(op, entry)) return false;
    if (op.answer().isUnknown()) return true;
    return op.answer().is(Ledger.answer(op, entry).result());
  }

  private static boolean isThatCode(Op op, Ledger.Entry entry) {
    return op.serial().equals(entry.serial()) && entry.details().getLong("step") == op.step();
  }

  private static boolean isReceipted(Op op) {
    return op.answer().isOk()
        && (op.kind() == Kind.START
            || op.kind() == Kind.STOP
            || op.kind() == Kind.COMPLETE_EXCHANGE);
  }

  private boolean isAcknowledged(Op op) {
    var told = op.answer().body();
    var kept = ledger.receipts().get(Integer.parseInt(told.getString("receiptNumber")));
    var operation = op.kind() == Kind.COMPLETE_EXCHANGE ? "EXCHANGE" : op.kind().name();
    return kept != null
        && kept.operation().equals(operation)
        && kept.user().equals(op.user())
        && kept.serial().equals(op.serial())
        && Objects.equals(kept.previous(), told.getString("previousSerial"));
  }
}
