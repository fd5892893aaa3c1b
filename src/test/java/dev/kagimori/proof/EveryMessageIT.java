package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.proof.LineFaults.Cut;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each changing call, its line to PostgreSQL cut instead of the first message, then of the second,
 * and so on, in both directions, until it needs no more: then asked again as a front end would.
 */
class EveryMessageIT {
  private static final long SEED = Long.getLong("proof.seed", 20_261_121);
  private static final Round.Size SIZE = new Round.Size(120, 1, 2, 0);
  private static final Round.Size UNHEARD = new Round.Size(10, 1, 2, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TRIES = 200;
  private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** With a right code unless it says otherwise, and with a key unless it says otherwise. */
  enum Call {
    START(Kind.START),
    START_WITH_A_WRONG_CODE(Kind.START),
    OPEN_EXCHANGE(Kind.OPEN_EXCHANGE),
    COMPLETE_EXCHANGE(Kind.COMPLETE_EXCHANGE),
    GIVE_UP_EXCHANGE(Kind.GIVE_UP_EXCHANGE),
    STOP(Kind.STOP),
    STOP_WITH_A_WRONG_CODE(Kind.STOP),
    VERIFY(Kind.VERIFY),
    VERIFY_WITH_A_WRONG_CODE(Kind.VERIFY),
    VERIFY_WITHOUT_REFERENCE(Kind.VERIFY),
    STATUS(Kind.STATUS);

    final Kind kind;

    Call(Kind kind) {
      this.kind = kind;
    }

    boolean isWrong() {
      return name().endsWith("WRONG_CODE");
    }

    boolean isKeyed() {
      return kind != Kind.STATUS && this != VERIFY_WITHOUT_REFERENCE;
    }
  }

  @TempDir private static Path directory;
  private static Postgres postgres;
  private static Bank bank;

  @BeforeAll
  static void open() {
    postgres = Postgres.start(directory.resolve("postgresql"));
    bank = Bank.open(directory, postgres, 1, Optional.empty());
    bank.instances.getFirst().line().spare("kagimori clock");
  }

  @AfterAll
  static void close() {
    bank.close();
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource
  void happensOnceOrNotAtAllWhicheverMessageIsLost(Call call) {
    var id = call.name().toLowerCase(Locale.ROOT).replace('_', '-');
    var round = Round.setUp(bank, id, SEED, SIZE);
    var sweep = new Sweep(round, call);
    int n = 1;
    while (sweep.isCutAt(n)) n++;
    check(round);
    assertTrue(n > 3, "a call has more messages than " + n);
    System.out.printf("%s: cut at each of %d messages%n", call, n - 1);
  }

  private static void check(Round round) {
    var ledger = Ledger.of(bank.pool, round.institution);
    var verdict = new Judge(round.history.ops(), ledger).verdict(round.groups());
    assertEquals(List.of(), round.history.violations());
    assertEquals(List.of(), verdict.violations());
    assertEquals(0, verdict.undecided());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"STATUS"})
  void isAnsweredAsAtFirstWhenItsCommitWasDoneAndNotHeard(Call call) {
    var id = "unheard-" + call.name().toLowerCase(Locale.ROOT).replace('_', '-');
    var round = Round.setUp(bank, id.substring(0, Math.min(32, id.length())), SEED, UNHEARD);
    var sweep = new Sweep(round, call);
    for (int n = 0; n < UNHEARD.groups(); n++) sweep.isUnheard(n);
    assertTrue(sweep.heard <= 1, call + " was answered though its commit was not: " + sweep.heard);
    check(round);
  }

  /** One call, at one message after the other; each with a user and two fobs of its own. */
  private static final class Sweep {
    private final Round round;
    private final Call call;
    private final FrontEnd frontEnd;
    private int heard;

    Sweep(Round round, Call call) {
      this.round = round;
      this.call = call;
      frontEnd = new FrontEnd(round);
    }

    /** False: the call needed fewer messages than that. */
    boolean isCutAt(int n) {
      return isCut(
          round.hot.get(n - 1), new Cut.AtMessage(new AtomicInteger(n)), Answer::isUnknown);
    }

    /**
     * The commit is done and its answer cut off; the service can't know, and says so. What a batch
     * has written it finds again by the batch's number, so that it does know. Once the commit may
     * have been another's: the service looks after its mails each minute.
     */
    void isUnheard(int n) {
      boolean found = call.kind == Kind.VERIFY;
      boolean cut =
          isCut(
              round.hot.get(n),
              new Cut.AfterCommit(() -> {}),
              answer -> {
                if (found) assertFalse(answer.isUnknown(), call + " was answered " + answer);
                else if (!answer.isUnknown()) heard++;
                return answer.isUnknown();
              });
      assertTrue(cut, call + " commits nothing");
    }

    /**
     * Asks, and asks again.
     *
     * @param lost whether the first answer was
     */
    private boolean isCut(Group group, Cut cut, Predicate<Answer> lost) {
      prepare(group);
      var line = bank.instances.getFirst().line();
      var what = what(call.kind, group, call.isWrong(), call.isKeyed());
      var asked = new Asked(what);
      line.arm(cut);
      var first = asked.once();
      boolean happened = !line.disarm();
      boolean unheard = lost.test(first) || first.isNothing();
      var answer = call.isKeyed() || first.isNothing() ? asked.untilAnswered() : first;
      asked.record(answer);
      if (!unheard && !told(first).equals(told(answer)))
        round.history.violation("answered otherwise: " + first + " " + answer);
      if (call.isKeyed() && !told(asked.untilAnswered()).equals(told(answer)))
        round.history.violation("repeated otherwise: " + answer);
      follow(what);
      return happened;
    }

    /** Whatever happened to the call, the same code once more does no harm. */
    private void follow(Attempt.What what) {
      if (!call.kind.isWithCode() || call.kind.isOfNewcomer()) return;
      var again =
          new Attempt.What(
              round.history.nextId(),
              Kind.VERIFY,
              what.user(),
              what.serial(),
              what.step(),
              what.code(),
              Optional.empty(),
              Optional.empty());
      var asked = new Asked(again);
      asked.record(asked.untilAnswered());
    }

    private void prepare(Group group) {
      if (call.kind == Kind.START) return;
      done(what(Kind.START, group, false, true), group);
      bank.time.pass(Duration.ofSeconds(30));
      if (!call.kind.isOfExchange()) return;
      done(what(Kind.OPEN_EXCHANGE, group, false, true), group);
    }

    private void done(Attempt.What what, Group group) {
      var asked = new Asked(what);
      var answer = asked.untilAnswered();
      asked.record(answer);
      if (!answer.isOk()) throw new AssertionError(what + " was answered " + answer);
      if (what.kind() == Kind.OPEN_EXCHANGE)
        group.opened(what.user(), new Group.Open(what.id(), answer.body().getString("exchange")));
    }

    private Attempt.What what(Kind kind, Group group, boolean wrong, boolean keyed) {
      var user = group.users.getFirst();
      var fob = group.fobs.get(kind == Kind.COMPLETE_EXCHANGE ? 1 : 0);
      long step = bank.time.step();
      var code = wrong ? Optional.<String>empty() : group.code(fob, step);
      return new Attempt.What(
          round.history.nextId(),
          kind,
          user,
          kind.isWithCode() ? fob.serial() : "",
          kind.isWithCode() && code.isPresent() ? step : Op.WRONG_CODE,
          code.orElseGet(() -> group.wrongCode(step, new SplittableRandom(SEED))),
          kind.isOfExchange() ? group.opened(user) : Optional.empty(),
          keyed ? Optional.of(UUID.randomUUID().toString()) : Optional.empty());
    }

    private static io.vertx.core.json.JsonObject told(Answer answer) {
      var told = answer.body().copy();
      told.remove("repeated");
      return told;
    }

    /** One question and all that was sent for it. */
    private final class Asked {
      private final Attempt.What what;
      private final List<String> requests = new ArrayList<>();
      private final long invoked = System.nanoTime();

      Asked(Attempt.What what) {
        this.what = what;
      }

      Answer once() {
        var id = round.institution + "-" + what.id() + "-" + requests.size();
        requests.add(id);
        return frontEnd.send(what, id, 0, PATIENCE);
      }

      Answer untilAnswered() {
        for (int tries = 0; tries < TRIES; tries++) {
          var answer = once();
          if (!answer.isUnknown() && !answer.isNothing()) return answer;
          LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
        }
        throw new AssertionError(what + " gets no answer");
      }

      void record(Answer answer) {
        long step = bank.time.step();
        round.history.add(
            new Op(
                what.id(),
                what.kind(),
                what.user(),
                what.serial(),
                what.step(),
                what.opened().map(Group.Open::op).orElse(0),
                invoked,
                System.nanoTime(),
                step,
                step,
                answer,
                requests));
      }
    }
  }
}
