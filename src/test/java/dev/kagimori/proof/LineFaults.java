package dev.kagimori.proof;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** What goes wrong on the lines through one proxy, now and when the next occasion comes. */
public final class LineFaults {
  /** A cut that waits for its occasion. */
  public sealed interface Cut {
    /** Nothing waits. */
    record None() implements Cut {}

    /** Instead of the n-th message from now on, counted over both directions. */
    record AtMessage(AtomicInteger left) implements Cut {}

    /** Instead of the next COMMIT. */
    record BeforeCommit() implements Cut {}

    /**
     * After the next COMMIT was done, instead of its answer.
     *
     * @param then what else happens at that moment
     */
    record AfterCommit(Runnable then) implements Cut {}
  }

  private static final Cut NONE = new Cut.None();

  private final AtomicReference<Cut> armed = new AtomicReference<>(NONE);
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile long delayNanos;
  private volatile long askingStalledUntil = System.nanoTime();
  private volatile long answeringStalledUntil = System.nanoTime();
  private volatile String spared = "-";
  private volatile Runnable then = () -> {};

  /** Connections of that application are never cut, nor do their messages count. */
  public void spare(String application) {
    spared = application;
  }

  public void arm(Cut cut) {
    armed.set(cut);
  }

  void cutAtMessage(int n) {
    arm(new Cut.AtMessage(new AtomicInteger(n)));
  }

  /** No cut is waiting any more; true if the last one did not happen. */
  public boolean disarm() {
    return !(armed.getAndSet(NONE) instanceof Cut.None);
  }

  /** Every message takes so much longer. */
  void delay(Duration each) {
    delayNanos = each.toNanos();
  }

  /** Nothing passes in one direction for that long; the other goes on. */
  public void stall(boolean asking, Duration length) {
    long until = System.nanoTime() + length.toNanos();
    if (asking) askingStalledUntil = until;
    else answeringStalledUntil = until;
  }

  public void heal() {
    disarm();
    delay(Duration.ZERO);
    stall(true, Duration.ZERO);
    stall(false, Duration.ZERO);
  }

  public int cuts() {
    return cuts.get();
  }

  /** False: the line is cut instead. */
  boolean passes(Link link, Message message, boolean asking) {
    if (link.application().equals(spared)) return true;
    if (delayNanos > 0) LockSupport.parkNanos(delayNanos);
    await(asking);
    if (armed.get() instanceof Cut.AtMessage at
        && message.type() != Message.STARTUP
        && at.left().decrementAndGet() == 0) return !cut(link, at);
    return true;
  }

  boolean cutsBeforeCommit(Link link) {
    return armed.get() instanceof Cut.BeforeCommit before && cut(link, before);
  }

  /** The answer to this COMMIT is to be kept back; the cut follows when it is there. */
  boolean cutsAfterCommit(Link link) {
    if (link.application().equals(spared)) return false;
    if (!(armed.get() instanceof Cut.AfterCommit after) || !armed.compareAndSet(after, NONE))
      return false;
    then = after.then();
    return true;
  }

  void committedUnheard() {
    cuts.incrementAndGet();
    then.run();
  }

  private boolean cut(Link link, Cut cut) {
    if (!armed.compareAndSet(cut, NONE)) return false;
    cuts.incrementAndGet();
    link.cut();
    return true;
  }

  private void await(boolean asking) {
    while (true) {
      long left = (asking ? askingStalledUntil : answeringStalledUntil) - System.nanoTime();
      if (left <= 0) return;
      LockSupport.parkNanos(Math.min(left, 10_000_000));
    }
  }
}
