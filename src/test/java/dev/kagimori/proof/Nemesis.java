package dev.kagimori.proof;

import dev.kagimori.proof.LineFaults.Cut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Breaks what runs, in the order of a plan, and puts all of it right again in the end. */
final class Nemesis {
  private static final int MESSAGES = 400;
  private static final int MILLIS = 1_500;
  private static final int HELD_MILLIS = 5_000;

  /** What can go wrong. */
  enum Fault {
    KILL,
    KILL_AT_COMMIT,
    STOP_POSTGRES,
    HOLD_INSTANCE,
    HOLD_POSTGRES,
    CUT_AT_MESSAGE,
    CUT_BEFORE_COMMIT,
    CUT_AFTER_COMMIT,
    CUT_ALL,
    DELAY,
    STALL;

    /** No process ends or stands still by it. */
    boolean isOfTheLine() {
      return switch (this) {
        case CUT_AT_MESSAGE, CUT_BEFORE_COMMIT, CUT_AFTER_COMMIT, CUT_ALL, DELAY, STALL -> true;
        case KILL, KILL_AT_COMMIT, STOP_POSTGRES, HOLD_INSTANCE, HOLD_POSTGRES -> false;
      };
    }

    /** Each as often as it tells something new. */
    static Fault of(int percent) {
      if (percent < 13) return KILL;
      if (percent < 20) return KILL_AT_COMMIT;
      if (percent < 31) return STOP_POSTGRES;
      if (percent < 37) return HOLD_INSTANCE;
      if (percent < 40) return HOLD_POSTGRES;
      if (percent < 58) return CUT_AT_MESSAGE;
      if (percent < 66) return CUT_BEFORE_COMMIT;
      if (percent < 82) return CUT_AFTER_COMMIT;
      if (percent < 87) return CUT_ALL;
      return percent < 93 ? DELAY : STALL;
    }
  }

  /**
   * One act of a plan.
   *
   * @param which of the instances
   * @param amount how much or how long, of the fault's most
   */
  record Act(Fault fault, int which, int amount, int percent) {}

  private final Round round;
  private final Bank bank;
  private final Figures figures;
  private final List<Thread> starting = new ArrayList<>();

  Nemesis(Round round, Figures figures) {
    this.round = round;
    bank = round.bank;
    this.figures = figures;
  }

  /** Spreads the acts over the time; then heals. */
  void run(List<Act> acts, Duration time) {
    long begin = System.nanoTime();
    for (int n = 0; n < acts.size(); n++) {
      long due = begin + time.toNanos() * n / acts.size();
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
      act(acts.get(n));
    }
    long end = begin + time.toNanos();
    LockSupport.parkNanos(Math.max(0, end - System.nanoTime()));
    heal();
  }

  private void act(Act act) {
    var instance = bank.instances.get(act.which() % bank.instances.size());
    var proxy = bank.lines().get(act.which() % bank.lines().size());
    var line = proxy.faults();
    switch (act.fault()) {
      case KILL -> kill(instance);
      case KILL_AT_COMMIT -> instance.line().arm(new Cut.AfterCommit(() -> kill(instance)));
      case STOP_POSTGRES -> stopPostgres(act);
      case HOLD_INSTANCE -> hold(instance, millis(act, HELD_MILLIS));
      case HOLD_POSTGRES -> holdPostgres(millis(act, MILLIS));
      case CUT_AT_MESSAGE -> line.cutAtMessage(1 + act.amount() % MESSAGES);
      case CUT_BEFORE_COMMIT -> line.arm(new Cut.BeforeCommit());
      case CUT_AFTER_COMMIT -> line.arm(new Cut.AfterCommit(() -> {}));
      case CUT_ALL -> {
        proxy.cutAll();
        figures.cuts(1);
      }
      case DELAY -> {
        line.delay(Duration.ofMillis(act.percent() / 4));
        after(millis(act, MILLIS), () -> line.delay(Duration.ZERO));
      }
      case STALL -> line.stall(act.percent() < 50, Duration.ofMillis(millis(act, MILLIS)));
    }
  }

  private static int millis(Act act, int most) {
    return 1 + act.amount() % most;
  }

  private void kill(Instance instance) {
    if (!instance.isRunning()) return;
    instance.kill();
    figures.kill();
    later(instance::start);
  }

  private void stopPostgres(Act act) {
    bank.postgres.stopImmediately();
    figures.stop();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis(act, MILLIS)));
    for (var proxy : bank.lines()) proxy.faults().heal();
    bank.postgres.startAgain();
    long ready = System.nanoTime();
    var alive = bank.instances.stream().filter(i -> i.isRunning() && !i.isHeld()).toList();
    figures.answersAgain(alive, round, ready);
  }

  private void hold(Instance instance, int millis) {
    if (!instance.isRunning()) return;
    instance.hold();
    figures.held();
    after(millis, instance::release);
  }

  private void holdPostgres(int millis) {
    bank.postgres.hold();
    figures.held();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    bank.postgres.release();
  }

  private void after(int millis, Runnable what) {
    later(() -> {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
      what.run();
    });
  }

  private void later(Runnable what) {
    synchronized (starting) {
      starting.add(Thread.ofVirtual().start(what));
    }
  }

  private void heal() {
    for (var proxy : bank.lines()) proxy.faults().heal();
    List<Thread> all;
    synchronized (starting) {
      all = List.copyOf(starting);
      starting.clear();
    }
    for (var thread : all) Threads.join(thread);
    for (var instance : bank.instances) if (!instance.isRunning()) instance.start();
  }
}
