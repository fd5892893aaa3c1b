package dev.kagimori.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deadlines of one event loop, looked at by one timer. Deadlines of one kind are equally long,
 * so the one that was set first is due first, and setting and cancelling one is two assignments.
 * What is due is done at most a tenth of the shortest deadline late, and never early.
 */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final long PERIOD_MOST_MS = 100;

  /** Something that happens when it is not cancelled in time; waits in one line at most. */
  abstract static class Due {
    private Due before = this;
    private Due after = this;
    private long nanos;

    abstract void due();

    final void cancel() {
      before.after = after;
      after.before = before;
      before = this;
      after = this;
    }
  }

  /** Deadlines of one length. */
  static final class Line {
    private final long lengthNanos;
    private final Due ends = new Ends();

    private Line(Duration length) {
      lengthNanos = length.toNanos();
    }

    /** From now on; what was set for it before, here or elsewhere, counts no more. */
    void add(Due due) {
      due.cancel();
      due.nanos = System.nanoTime() + lengthNanos;
      due.before = ends.before;
      due.after = ends;
      ends.before.after = due;
      ends.before = due;
    }

    private void sweep(long now) {
      for (var first = ends.after;
          !(first instanceof Ends) && now - first.nanos >= 0;
          first = ends.after) {
        first.cancel();
        try {
          first.due();
        } catch (RuntimeException e) { // the others are due all the same
          LOG.error("a deadline could not be kept", e);
        }
      }
    }
  }

  /** A line's two ends in one. */
  private static final class Ends extends Due {
    @Override
    void due() {
      throw new IllegalStateException("the ends of a line are never due");
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Vertx vertx;
  private final long timer;

  /** Belongs to the context that makes it. */
  Sweep(Vertx vertx, Limits limits) {
    this.vertx = vertx;
    long period = Math.clamp(limits.shortest().toMillis() / 10, 1, PERIOD_MOST_MS);
    timer = vertx.setPeriodic(period, _ -> sweep());
  }

  Line line(Duration length) {
    var line = new Line(length);
    lines.add(line);
    return line;
  }

  void end() {
    vertx.cancelTimer(timer);
  }

  private void sweep() {
    long now = System.nanoTime();
    lines.forEach(line -> line.sweep(now));
  }
}
