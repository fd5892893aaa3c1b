package dev.kagimori.http;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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

  /**
   * Holds a place while a request is served, from its head on; at once {@link
   * ProblemCode#OVERLOADED} where there is none.
   */
  Future<Answer> counted(Supplier<Future<Answer>> serving) {
    if (!enter()) return Future.succeededFuture(Answer.refused(ProblemCode.OVERLOADED));
    try {
      return serving.get().onComplete(_ -> leave());
    } catch (Throwable e) {
      leave();
      throw e;
    }
  }

  void leave() {
    inside.decrementAndGet();
  }

  int inside() {
    return inside.get();
  }
}
