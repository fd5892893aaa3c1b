package dev.kagimori.proof;

import dev.kagimori.proof.Linearizer.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Holds what the clients of a round saw against the rules and against what the database holds. */
final class Judge {
  /**
   * What came of it.
   *
   * @param undecided groups for whose history the search was too long, also with the audit's help
   */
  record Verdict(List<String> violations, int undecided) {}

  private static final Duration REFERENCE = Duration.ofMinutes(1);
  private static final int TOLD = 40;

  private final List<Op> ops;
  private final Ledger ledger;

  Judge(List<Op> ops, Ledger ledger) {
    this.ops = ops.stream().flatMap(op -> apart(op, ledger).stream()).toList();
    this.ledger = ledger;
  }

  /**
   * A reference counts for a minute. What was sent within it and held up on its way for longer is
   * judged as if it were another, whose answer nobody got.
   */
  private static List<Op> apart(Op op, Ledger ledger) {
    if (op.kind() != Kind.VERIFY || ledger.entries(op).size() < 2) return List.of(op);
    var first = ledger.entries(op).stream().map(Ledger.Entry::at).min(Comparator.naturalOrder());
    var counts = first.orElseThrow().plus(REFERENCE);
    var late =
        op.requests().stream()
            .filter(id ->
                ledger.audit().getOrDefault(id, List.of()).stream()
                    .anyMatch(entry -> !entry.at().isBefore(counts)))
            .toList();
    var parts = new ArrayList<Op>();
    parts.add(op.of(op.answer(), op.requests().stream().filter(id -> !late.contains(id)).toList()));
    for (var id : late) parts.add(op.of(Answer.UNKNOWN, List.of(id)));
    return parts;
  }

  Verdict verdict(List<Group> groups) {
    var violations = new ArrayList<>(Bookkeeping.violations(ops, ledger));
    int undecided = 0;
    for (var group : groups) {
      var own = of(group);
      violations.addAll(Invariants.violations(own));
      switch (explain(group, own)) {
        case Finding.Explained() -> {}
        case Finding.Undecided() -> undecided++;
        case Finding.Violated(int explained, State state, List<Op> stuck) ->
            violations.add(
                "no order explains what was seen; after %d of %d operations, in %s (drifts %s), none of %s; about then %s"
                    .formatted(
                        explained, own.size(), state, drifts(group), stuck, about(own, stuck)));
      }
    }
    return new Verdict(violations, undecided);
  }

  private List<Integer> drifts(Group group) {
    return group.serials().stream().map(serial -> ledger.drifts().getOrDefault(serial, 0)).toList();
  }

  /** What was done before and about then, with what the audit says of it. */
  private String about(List<Op> own, List<Op> stuck) {
    long until = stuck.stream().mapToLong(Op::returned).max().orElse(0);
    var before =
        own.stream()
            .filter(op -> op.invoked() < until)
            .sorted(Comparator.comparingLong(Op::invoked))
            .toList();
    return before.subList(Math.max(0, before.size() - TOLD), before.size()).stream()
        .map(op -> op + " " + ledger.entries(op))
        .collect(Collectors.joining("\n  ", "\n  ", "\n"));
  }

  private List<Op> of(Group group) {
    var users = new HashSet<>(group.users);
    return ops.stream()
        .filter(op -> users.contains(op.user()) && !op.answer().isNothing())
        .toList();
  }

  /** An unknown outcome is tried both ways; only where that takes too long the audit is asked. */
  private Finding explain(Group group, List<Op> own) {
    var begin = Rules.fresh(group.users, group.serials());
    var end = ledger.of(group.users, group.serials());
    var found = Linearizer.explain(own, begin, end);
    if (!(found instanceof Finding.Undecided)) return found;
    var decided = own.stream().flatMap(op -> ledger.decided(op).stream()).toList();
    return Linearizer.explain(decided, begin, end);
  }
}
