package dev.kagimori.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Looks for an order of all operations that the rules allow, that agrees with the order in which
 * they were seen to follow each other, and that ends in what the database holds (Wing and Gong,
 * with Lowe's memory). An operation whose answer was lost is tried both ways: at any point after it
 * was sent, and never.
 */
final class Linearizer {
  /** What came of the search. */
  sealed interface Finding {
    record Explained() implements Finding {}

    /**
     * None explains it.
     *
     * @param explained how many operations the best order explains
     * @param stuck what can't come next in it
     */
    record Violated(int explained, State state, List<Op> stuck) implements Finding {}

    record Undecided() implements Finding {}
  }

  private static final int CONFIGURATIONS_MAX = 400_000;

  private record Configuration(BitSet done, State state) {}

  private final List<Op> ops;
  private final State end;

  private Linearizer(List<Op> ops, State end) {
    this.ops = ops.stream().sorted(Comparator.comparingLong(Op::invoked)).toList();
    this.end = end.withoutEpochs();
  }

  /**
   * @param end what the database holds after all that was answered
   */
  static Finding explain(List<Op> ops, State begin, State end) {
    return new Linearizer(ops, end).search(begin);
  }

  private Finding search(State begin) {
    var known = new BitSet();
    for (int n = 0; n < ops.size(); n++) if (!ops.get(n).answer().isUnknown()) known.set(n);
    var seen = new HashSet<Configuration>();
    var open = new ArrayDeque<Configuration>();
    open.push(new Configuration(new BitSet(), begin));
    var best = new Finding.Violated(-1, begin, List.of());
    while (!open.isEmpty()) {
      var here = open.pop();
      if (!seen.add(here)) continue;
      if (seen.size() > CONFIGURATIONS_MAX) return new Finding.Undecided();
      var left = (BitSet) known.clone();
      left.andNot(here.done);
      if (left.isEmpty() && here.state.withoutEpochs().equals(end)) return new Finding.Explained();
      var candidates = candidates(here.done);
      successors(here, candidates).forEach(open::push);
      int explained = known.cardinality() - left.cardinality();
      if (explained > best.explained)
        best =
            new Finding.Violated(explained, here.state, candidates.stream().map(ops::get).toList());
    }
    return best;
  }

  /** The operations that may come next: sent before any that has not come yet was answered. */
  private List<Integer> candidates(BitSet done) {
    var candidates = new ArrayList<Integer>();
    long firstReturn = Long.MAX_VALUE;
    for (int n = done.nextClearBit(0); n < ops.size(); n = done.nextClearBit(n + 1)) {
      var op = ops.get(n);
      if (op.invoked() > firstReturn) break;
      candidates.add(n);
      if (!op.answer().isUnknown()) firstReturn = Math.min(firstReturn, op.returned());
    }
    return candidates;
  }

  /** In the order in which they are pushed: the last one is tried first. */
  private List<Configuration> successors(Configuration here, List<Integer> candidates) {
    var next = new ArrayList<Configuration>();
    var unheard = new ArrayList<Configuration>();
    for (int n : candidates) {
      var op = ops.get(n);
      boolean unknown = op.answer().isUnknown();
      var states =
          unknown
              ? Rules.possible(here.state, op)
              : Rules.after(here.state, op, op.answer().result());
      for (var state : states) {
        var done = (BitSet) here.done.clone();
        done.set(n);
        var configuration = new Configuration(done, state);
        // what never changes anything may as well come now: no order is lost by it
        if (op.isReading() && state.equals(here.state)) return List.of(configuration);
        (unknown ? unheard : next).add(configuration);
      }
    }
    unheard.addAll(next.reversed());
    return unheard;
  }
}
