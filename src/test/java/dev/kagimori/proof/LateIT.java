package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.http.Limits;
import dev.kagimori.http.Listen;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LateIT {
  private static final int OTHERS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** F-19: what is held up until nobody waits for it any more is not done late. */
  @Test
  void aRequestThatIsHeldUpBeyondItsDeadlineChargesNothingAndUsesNothingUp(
      @TempDir Path directory) {
    try (var postgres = Postgres.start(directory.resolve("postgresql"));
        var proxy = Proxy.to(postgres.port());
        var bank = Bank.open(directory, postgres, 1, Optional.empty());
        var service = Service.start(settings(directory, postgres, proxy, bank))) {
      var round = Round.setUp(bank, "late", 1, new Round.Size(1, 1, 1, 0));
      var group = round.hot.getFirst();
      var front = new FrontEnd(round);
      var start = what(round, Kind.START, 1);
      assertEquals("DONE", front.sendTo(service.port(), start, "start", PATIENCE).result());
      bank.time.pass(Duration.ofSeconds(30));
      var right = what(round, Kind.VERIFY, 2);

      proxy.faults().stall(false, Duration.ofSeconds(3));
      var late = front.sendTo(service.port(), right, "late", PATIENCE);
      assertEquals("UNKNOWN", late.result());
      bank.time.pass(Duration.ofSeconds(90)); // by now the code would be a wrong one
      // it has one connection, so that the late one is through when so many others are
      for (int after = 0; after < OTHERS; )
        if (front.sendTo(service.port(), what(round, Kind.STATUS, 3), "s", PATIENCE).is("STATUS"))
          after++;

      var ledger = Ledger.of(bank.pool, "late");
      assertEquals(List.of(), ledger.audit().getOrDefault("late", List.of()));
      assertEquals(0, ledger.state().token(group.fobs.getFirst().serial()).inRow());
    }
  }

  private static Settings settings(Path directory, Postgres postgres, Proxy proxy, Bank bank) {
    return new Settings(
        DatabaseUri.parse(postgres.serviceUri(proxy.port())),
        directory.resolve("master.key"),
        Listen.on("127.0.0.1", 0),
        Listen.on("127.0.0.1", 0),
        bank.time,
        Limits.DEFAULT.withTimes(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(1)),
        PoolSettings.usual().withSize(1, 64));
  }

  private static Attempt.What what(Round round, Kind kind, int id) {
    var group = round.hot.getFirst();
    var fob = group.fobs.getFirst();
    long step = round.bank.time.step();
    return new Attempt.What(
        id,
        kind,
        group.users.getFirst(),
        fob.serial(),
        step,
        group.code(fob, step).orElseThrow(),
        Optional.empty(),
        Optional.of(UUID.randomUUID().toString()));
  }
}
