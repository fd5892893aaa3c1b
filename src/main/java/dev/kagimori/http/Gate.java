package dev.kagimori.http;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts who is inside, over all instances of a port; nobody waits at it. */
final class Gate {
  private final AtomicInteger inside = new AtomicInteger();
  private final int places;

  Gate(int places) {
    this.places = places;
  }

  /** Whoever was let in leaves again, exactly once. */
  boolean enter() {
    if (inside.incrementAndGet() <= places) return true;
    inside.decrementAndGet();
    return false;
  }

  void leave() {
    inside.decrementAndGet();
  }

  int inside() {
    return inside.get();
  }
}
