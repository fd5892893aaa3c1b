package dev.kagimori.proof;

import dev.kagimori.proof.Plan.Intention;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One attempt, repeated where its client insists, up to the line that goes into the history. */
final class Attempt {
  private static final int TRIES = 20;
  private static final long INSISTING_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /**
   * What is asked for.
   *
   * @param step of the code; {@link Op#WRONG_CODE} for a wrong one
   * @param key an idempotency key, or the reference of a verification
   */
  record What(
      int id,
      Kind kind,
      String user,
      String serial,
      long step,
      String code,
      Optional<Group.Open> opened,
      Optional<String> key) {
    @Override
    public String toString() {
      return "#" + id + " " + kind + " " + user + " " + serial;
    }
  }

  private final Round round;
  private final FrontEnd frontEnd;
  private final Staff staff;

  Attempt(Round round) {
    this.round = round;
    frontEnd = new FrontEnd(round);
    staff = new Staff(round);
  }

  void run(Intention meant, What what, Group group) {
    if (what.step() != Op.WRONG_CODE) round.waits(what.id(), what.step());
    try {
      ask(meant, what, group);
    } finally {
      round.waitsNoMore(what.id());
    }
  }

  private void ask(Intention meant, What what, Group group) {
    long invoked = System.nanoTime();
    long stepBefore = round.bank.time.step();
    var requests = new ArrayList<String>();
    var answer = Answer.NOTHING;
    for (int tries = 0; ; tries++) {
      var id = round.institution + "-" + what.id() + "-" + tries;
      long sent = System.nanoTime();
      var now = send(meant, what, id, meant.instance() + tries);
      if (isJudgedAnew(what, now, stepBefore) && !requests.isEmpty()) {
        // the first answer was kept for a minute only; whatever came of that, this is another
        var seen = new Seen(invoked, System.nanoTime(), stepBefore, round.bank.time.step());
        record(what, Answer.UNKNOWN, seen, requests);
        record(next(what), now, seen.from(sent), List.of(id));
        believe(what, now, group);
        return;
      }
      requests.add(id);
      if (!now.isNothing()) answer = now;
      if (!answer.isUnknown() && !answer.isNothing()) break;
      boolean isEnough = tries == TRIES || System.nanoTime() - invoked > INSISTING_NANOS;
      if (!meant.insists() || what.key().isEmpty() || isEnough || isTooLate(what, stepBefore))
        break;
      LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
    }
    var seen = new Seen(invoked, System.nanoTime(), stepBefore, round.bank.time.step());
    if (meant.doubts() && what.key().isPresent()) repeat(meant, what, answer, requests, stepBefore);
    record(what, answer, seen, requests);
    believe(what, answer, group);
  }

  private Answer send(Intention meant, What what, String id, int instance) {
    return what.kind().isOfStaff()
        ? staff.act(what.kind(), what.user(), id)
        : frontEnd.send(what, id, instance, Duration.ofMillis(meant.patienceMillis()));
  }

  /** A reference counts for a minute, two steps. */
  private boolean isTooLate(What what, long stepBefore) {
    return what.kind() == Kind.VERIFY && round.bank.time.step() - stepBefore >= 2;
  }

  private boolean isJudgedAnew(What what, Answer answer, long stepBefore) {
    return isTooLate(what, stepBefore)
        && !answer.isNothing()
        && !answer.body().getBoolean("repeated", false);
  }

  /** The line of the same question asked again. */
  private What next(What what) {
    return new What(
        round.history.nextId(),
        what.kind(),
        what.user(),
        what.serial(),
        what.step(),
        what.code(),
        what.opened(),
        what.key());
  }

  /** Asks once more what was answered: the first answer is to come, to the letter. */
  private void repeat(
      Intention meant, What what, Answer first, List<String> requests, long stepBefore) {
    if (first.isUnknown() || first.isNothing() || isTooLate(what, stepBefore)) return;
    var id = round.institution + "-" + what.id() + "-again";
    long sent = System.nanoTime();
    var again = send(meant, what, id, meant.instance() + 1);
    if (isJudgedAnew(what, again, stepBefore)) {
      var seen = new Seen(sent, System.nanoTime(), stepBefore, round.bank.time.step());
      record(next(what), again, seen, List.of(id));
      return;
    }
    requests.add(id);
    if (again.isUnknown() || again.isNothing()) return;
    if (!told(first).equals(told(again)))
      round.history.violation(
          "I6: a repeat was answered otherwise: " + what + " " + first + " " + again);
  }

  private static JsonObject told(Answer answer) {
    var told = answer.body().copy();
    told.remove("repeated");
    return told;
  }

  /** When it was asked and answered, in time and in time steps. */
  private record Seen(long invoked, long returned, long stepBefore, long stepAfter) {
    Seen from(long later) {
      return new Seen(later, returned, stepBefore, stepAfter);
    }
  }

  private void record(What what, Answer answer, Seen seen, List<String> requests) {
    round.history.add(
        new Op(
            what.id(),
            what.kind(),
            what.user(),
            what.serial(),
            what.step(),
            what.opened().map(Group.Open::op).orElse(0),
            seen.invoked(),
            seen.returned(),
            seen.stepBefore(),
            seen.stepAfter(),
            answer,
            List.copyOf(requests)));
  }

  private static void believe(What what, Answer answer, Group group) {
    if (what.kind().isOfExchange()) group.closed(what.user());
    if (!answer.isOk()) {
      if (answer.is("NOT_REGISTERED")) group.believe(what.user(), null);
      if (answer.is("STATUS")) {
        var token = answer.body().getJsonObject("token");
        group.believe(what.user(), token == null ? null : token.getString("serial"));
      }
      return;
    }
    switch (what.kind()) {
      case START, COMPLETE_EXCHANGE -> group.believe(what.user(), what.serial());
      case STOP, REVOKE -> group.believe(what.user(), null);
      case OPEN_EXCHANGE ->
          group.opened(what.user(), new Group.Open(what.id(), answer.body().getString("exchange")));
      case VERIFY, GIVE_UP_EXCHANGE, STATUS, SUSPEND, UNLOCK, LIFT_STARTS, FINAL -> {}
    }
  }
}
