package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.http.Limits;
import dev.kagimori.http.Listen;
import dev.kagimori.secrets.Expected;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that stands still or is gone, and a service that nobody starts again. */
class StandstillIT {
  private static final int USERS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final Executor THREADS = work -> Thread.ofVirtual().start(work);

  @TempDir private static Path directory;
  private static Postgres postgres;
  private static Bank bank;
  private static Service service;
  private static Expected faults;
  private final AtomicInteger ids = new AtomicInteger();

  @BeforeAll
  static void open() {
    faults = Expected.of("dev.kagimori.http.Journal");
    postgres = Postgres.start(directory.resolve("postgresql"));
    bank = Bank.open(directory, postgres, 0, Optional.empty());
    service =
        Service.start(
            new Settings(
                DatabaseUri.parse(postgres.serviceUri(postgres.port())),
                directory.resolve("master.key"),
                Listen.on("127.0.0.1", 0),
                Listen.on("127.0.0.1", 0),
                bank.time,
                Limits.DEFAULT,
                PoolSettings.usual()));
  }

  @AfterAll
  static void close() {
    service.close();
    bank.close();
    postgres.close();
    faults.close();
  }

  @Test
  void askedWhileItStandsStillEveryoneIsToldInTimeAndServedAgainWhenItGoesOn() {
    var round = started("standing");
    var asked = asked(round);
    postgres.hold();
    List<Answer> first;
    long begin = System.nanoTime();
    try {
      first = sendAll(round, asked);
    } finally {
      postgres.release();
    }
    assertTrue(System.nanoTime() - begin < PATIENCE.toNanos(), "somebody was told nothing");
    for (var answer : first) assertTrue(answer.isNothing() || answer.isUnknown(), "" + answer);
    assertEveryoneIsServedOnce(round, asked, first);
  }

  @Test
  void stoppedUnderRequestsItLosesNothingAndTheServiceGoesOnWhenItIsBack() {
    var round = started("stopped");
    var asked = asked(round);
    var first = CompletableFuture.supplyAsync(() -> sendAll(round, asked), THREADS);
    postgres.stopImmediately();
    var told = first.orTimeout(1, TimeUnit.MINUTES).join();
    var refused = sendAll(round, asked);
    for (var answer : refused) assertTrue(answer.isNothing() || answer.isUnknown(), "" + answer);
    postgres.startAgain();
    for (var answer : told)
      assertTrue(answer.is("ACCEPTED") || answer.isNothing() || answer.isUnknown(), "" + answer);
    assertEveryoneIsServedOnce(round, asked, told);
  }

  private Round started(String institution) {
    var round = Round.setUp(bank, institution, 1, new Round.Size(USERS, 1, 1, 0));
    for (var group : round.hot) {
      var start = what(group, Kind.START);
      assertEquals("DONE", untilAnswered(round, start).result());
    }
    bank.time.pass(Duration.ofSeconds(30));
    return round;
  }

  private List<Attempt.What> asked(Round round) {
    return round.hot.stream().map(group -> what(group, Kind.VERIFY)).toList();
  }

  /** By its reference each gets the answer of the first time it was judged. */
  private void assertEveryoneIsServedOnce(
      Round round, List<Attempt.What> asked, List<Answer> first) {
    for (int n = 0; n < USERS; n++) {
      var again = untilAnswered(round, asked.get(n));
      assertEquals("ACCEPTED", again.result());
      if (first.get(n).is("ACCEPTED")) assertEquals(true, again.body().getBoolean("repeated"));
    }
    var ledger = Ledger.of(bank.pool, round.institution);
    for (var what : asked)
      assertEquals(1, ledger.audit().getOrDefault(id(round, what), List.of()).size());
  }

  private Answer untilAnswered(Round round, Attempt.What what) {
    long end = System.nanoTime() + RECOVERY_NANOS;
    while (System.nanoTime() < end) {
      var answer = send(round, what);
      if (!answer.isNothing() && !answer.isUnknown()) return answer;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("the service does not recover: " + what);
  }

  private List<Answer> sendAll(Round round, List<Attempt.What> asked) {
    var answers = new ArrayList<CompletableFuture<Answer>>();
    for (var what : asked)
      answers.add(CompletableFuture.supplyAsync(() -> send(round, what), THREADS));
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static Answer send(Round round, Attempt.What what) {
    return new FrontEnd(round).sendTo(service.port(), what, id(round, what), PATIENCE);
  }

  private static String id(Round round, Attempt.What what) {
    return round.institution + "-" + what.id();
  }

  private Attempt.What what(Group group, Kind kind) {
    var fob = group.fobs.getFirst();
    long step = bank.time.step();
    return new Attempt.What(
        ids.incrementAndGet(),
        kind,
        group.users.getFirst(),
        fob.serial(),
        step,
        group.code(fob, step).orElseThrow(),
        Optional.empty(),
        Optional.of(UUID.randomUUID().toString()));
  }
}
