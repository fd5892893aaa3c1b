package dev.kagimori.proof;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.proof.Plan.Intention;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/** One who uses the service, as front ends and staff do, and writes down what came of it. */
final class Client {
  private static final int GUESSES = 8;
  private static final int SAME = 6;

  private final Round round;
  private final Plan plan;
  private final Attempt attempts;

  Client(Round round, Plan plan) {
    this.round = round;
    this.plan = plan;
    attempts = new Attempt(round);
  }

  /** Works until that time. */
  void work(long until) {
    while (System.nanoTime() < until) {
      var intention = plan.next();
      perform(intention);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(intention.pauseMillis()));
    }
  }

  private void perform(Intention meant) {
    switch (meant.volley()) {
      case ONE -> one(meant, meant.kind(), meant.wrong());
      case EXCHANGE -> exchange(meant);
      case SAME_CODE -> together(SAME, n -> one(meant, Kind.VERIFY, false));
      case GUESSES -> guesses(meant, n -> true);
      case CODE_AMONG_GUESSES -> guesses(meant, n -> n != 3);
      case CODE_BESIDE_STOP ->
          together(3, n -> one(meant, n == 1 ? Kind.STOP : Kind.VERIFY, false));
      case SUSPENSION_AMONG_CODES -> {
        one(meant, Kind.SUSPEND, false);
        together(round.bank.instances.size(), n -> one(meant, Kind.VERIFY, false));
        one(meant, Kind.UNLOCK, false);
      }
    }
  }

  /** Of somebody who has all tries left: against a suspended token all guesses are alike. */
  private void guesses(Intention meant, IntPredicate wrong) {
    one(meant, Kind.UNLOCK, false);
    together(GUESSES, n -> one(meant, Kind.VERIFY, wrong.test(n)));
  }

  private interface Part {
    void run(int n);
  }

  private void together(int count, Part part) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < count; n++) {
        int mine = n;
        var running = threads.submit(() -> part.run(mine));
        Objects.requireNonNull(running);
      }
    }
  }

  /** What can come between the halves of an exchange. */
  private void exchange(Intention meant) {
    one(meant, Kind.OPEN_EXCHANGE, false);
    switch (meant.salt() & 3) {
      case 0 -> one(meant, Kind.COMPLETE_EXCHANGE, false);
      case 1 -> together(2, n -> one(meant, Kind.COMPLETE_EXCHANGE, false));
      case 2 -> {
        one(meant, Kind.SUSPEND, false);
        one(meant, Kind.UNLOCK, false);
        one(meant, Kind.COMPLETE_EXCHANGE, false);
      }
      default -> {
        var group = group(meant);
        var user = user(meant, group);
        var given = group.take(user);
        if (given.isEmpty()) return;
        run(meant, Kind.GIVE_UP_EXCHANGE, group, user, newFob(meant, group, user), false, given);
        run(meant, Kind.COMPLETE_EXCHANGE, group, user, newFob(meant, group, user), false, given);
      }
    }
  }

  private Group group(Intention meant) {
    return meant.group() == Plan.COLD
        ? round.cold.get(meant.number())
        : round.hot.get(meant.group());
  }

  private static String user(Intention meant, Group group) {
    return group.users.get(meant.group() == Plan.COLD ? 0 : meant.number());
  }

  /** One that the user is not believed to have registered. */
  private static Fob newFob(Intention meant, Group group, String user) {
    var believed = group.believed(user);
    var others =
        group.fobs.stream().filter(fob -> !believed.equals(Optional.of(fob.serial()))).toList();
    return others.get(meant.fob() % others.size());
  }

  private void one(Intention meant, Kind kind, boolean wrong) {
    var group = group(meant);
    var user = user(meant, group);
    var believed = group.believed(user);
    if (kind.isOfExchange() && group.opened(user).isEmpty()) kind = Kind.OPEN_EXCHANGE;
    if (kind.isWithCode() && believed.isEmpty() && (meant.believed() || meant.group() == Plan.COLD))
      kind = Kind.START;
    else if (kind == Kind.START && believed.isPresent() && meant.believed()) kind = Kind.VERIFY;
    var fob =
        kind.isOfNewcomer() || !meant.believed()
            ? newFob(meant, group, user)
            : believed.map(group::fob).orElseGet(() -> newFob(meant, group, user));
    var opened = opened(kind, group, user);
    if (kind.isOfExchange() && opened.isEmpty()) return; // somebody else was faster
    run(meant, kind, group, user, fob, wrong, opened);
  }

  private static Optional<Group.Open> opened(Kind kind, Group group, String user) {
    if (kind == Kind.GIVE_UP_EXCHANGE) return group.take(user);
    return kind.isOfExchange() ? group.opened(user) : Optional.empty();
  }

  private void run(
      Intention meant,
      Kind kind,
      Group group,
      String user,
      Fob fob,
      boolean wrong,
      Optional<Group.Open> opened) {
    long step = round.bank.time.step();
    var code = wrong ? Optional.<String>empty() : group.code(fob, step);
    var what =
        new Attempt.What(
            round.history.nextId(),
            kind,
            user,
            kind.isWithCode() ? fob.serial() : "",
            kind.isWithCode() && code.isPresent() ? step : Op.WRONG_CODE,
            code.orElseGet(() -> group.wrongCode(step, new SplittableRandom(meant.salt()))),
            opened,
            meant.keyed() && (kind.isWithCode() || kind.isOfExchange())
                ? Optional.of(UUID.randomUUID().toString())
                : Optional.empty());
    attempts.run(meant, what, group);
  }
}
