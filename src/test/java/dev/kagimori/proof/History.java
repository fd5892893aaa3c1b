package dev.kagimori.proof;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients did and saw, as they tell it. */
final class History {
  private final Queue<Op> ops = new ConcurrentLinkedQueue<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ids = new AtomicInteger();

  int nextId() {
    return ids.incrementAndGet();
  }

  void add(Op op) {
    ops.add(op);
  }

  /** Something that is wrong whatever else happened. */
  void violation(String what) {
    violations.add(what);
  }

  List<Op> ops() {
    return List.copyOf(ops);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }
}
