package dev.kagimori.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Rounds of clients and faults over one bank, each judged when it is over. */
final class Proof {
  private static final int CLIENTS = 12;
  private static final int NEMESIS = -1;
  private static final int VOLLEYS = 8;
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Duration TICK = Duration.ofMillis(800);

  private final Bank bank;
  private final long seed;
  private final int volleys;
  private final Figures figures = new Figures();

  Proof(Bank bank, long seed) {
    this(bank, seed, VOLLEYS);
  }

  /**
   * Where another share of what is asked comes in volleys.
   *
   * @param volleys of 100 intentions about a hot group
   */
  Proof(Bank bank, long seed, int volleys) {
    this.bank = bank;
    this.seed = seed;
    this.volleys = volleys;
  }

  Figures figures() {
    return figures;
  }

  /**
   * One round.
   *
   * @param institution a new one
   * @param acts what the nemesis does, spread over the time
   */
  void round(int number, String institution, List<Nemesis.Act> acts, Duration time) {
    var round = Round.setUp(bank, institution, seed + number, Round.USUAL);
    var over = new AtomicBoolean();
    var failures = ConcurrentHashMap.<Throwable>newKeySet();
    long end = System.nanoTime() + time.toNanos();
    var threads = new ArrayList<Thread>();
    for (int who : IntStream.range(0, CLIENTS).toArray())
      threads.add(
          start(failures, () -> new Client(round, new Plan(seed, number, who, volleys)).work(end)));
    var clock = start(failures, () -> tick(round, over));
    int cutsBefore = cuts();
    new Nemesis(round, figures).run(acts, time);
    threads.forEach(Threads::join);
    over.set(true);
    Threads.join(clock);
    figures.cuts(cuts() - cutsBefore);
    var ops = round.history.ops();
    var verdict = new Judge(ops, Ledger.of(bank.pool, institution)).verdict(round.groups());
    var violations = new ArrayList<>(round.history.violations());
    failures.forEach(failure -> violations.add("a client failed: " + failure));
    violations.addAll(verdict.violations());
    figures.round(ops, new Judge.Verdict(violations, verdict.undecided()));
  }

  /** The faults of a round, from the seed alone. */
  List<Nemesis.Act> acts(int number, int count) {
    return new Plan(seed, number, NEMESIS, volleys).acts(count);
  }

  /** Faults of the lines alone, which need no process to start again. */
  List<Nemesis.Act> lineActs(int number, int count) {
    return acts(number, 4 * count).stream()
        .filter(act -> act.fault().isOfTheLine())
        .limit(count)
        .toList();
  }

  private int cuts() {
    return bank.lines().stream().mapToInt(line -> line.faults().cuts()).sum();
  }

  private void tick(Round round, AtomicBoolean over) {
    while (!over.get()) {
      LockSupport.parkNanos(TICK.toNanos());
      if (!round.isWaitedFor()) bank.time.pass(STEP);
    }
  }

  private static Thread start(java.util.Set<Throwable> failures, Runnable work) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            work.run();
          } catch (Throwable e) {
            failures.add(e);
          }
        });
  }
}
