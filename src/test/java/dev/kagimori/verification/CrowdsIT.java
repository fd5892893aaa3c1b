package dev.kagimori.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.trial.Waits;
import dev.kagimori.verification.Engine.Told;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks too much, or whose row is held, holds up nobody else. */
class CrowdsIT {
  @TempDir static Path directory;
  private static Engines engines;

  @BeforeAll
  static void open() throws Exception {
    engines = Engines.start(directory, 2);
  }

  @AfterAll
  static void close() throws SQLException {
    engines.close();
  }

  private static Engine engine() {
    return engines.engines.getFirst();
  }

  private static Map<String, Integer> count(List<Future<Told>> told) {
    var counts = new TreeMap<String, Integer>();
    for (var one : told)
      counts.merge(one.isComplete() ? one.result().result() : "WAITS", 1, Integer::sum);
    return counts;
  }

  private static List<Future<Told>> right(List<Holder> holders) {
    return engine().begin(holders.stream().map(Holder::right).toList());
  }

  /** Holds the row as an operation of another instance does. */
  private static void hold(Holder holder) throws SQLException {
    engines.superuser.run(
        "BEGIN",
        "SELECT 1 FROM token WHERE institution = '%s' AND serial = '%s' FOR NO KEY UPDATE"
            .formatted(holder.customer().institution().id(), holder.fob().serial()));
  }

  private static void letGo() throws SQLException {
    engines.superuser.run("COMMIT");
  }

  @Test
  void aRowThatIsHeldHoldsUpItsOwnUserAloneAndOnlyForSoLong() throws Exception {
    var holders = engines.holders("held", 10);
    List<Future<Told>> told;
    hold(holders.getFirst());
    try {
      told = right(holders);
      Engine.await(told.subList(1, 10)).forEach(one -> assertEquals("ACCEPTED", one.result()));
      for (int n = 0; n < 5; n++) { // whoever comes later is not held up either
        engines.kagimori.time().nextStep();
        for (var one : Engine.await(right(holders.subList(1, 10))))
          assertEquals("ACCEPTED", one.result());
      }
      assertFalse(told.getFirst().isComplete());
    } finally {
      letGo();
    }
    // its code is older by now than any that is accepted, and it is judged by what is so then
    assertEquals("WRONG", Engine.await(told.getFirst()).result());
    assertEquals(List.of("WRONG"), engines.entries(holders.getFirst()));
  }

  @Test
  void whoeverIsHeldUpIsAcceptedOnceAsSoonAsTheRowIsFree() throws Exception {
    var holders = engines.holders("freed", 2);
    hold(holders.getFirst());
    List<Future<Told>> told;
    try {
      told = right(holders);
      assertEquals("ACCEPTED", Engine.await(told.getLast()).result());
      assertFalse(told.getFirst().isComplete());
    } finally {
      letGo();
    }
    assertEquals("ACCEPTED", Engine.await(told.getFirst()).result());
    assertEquals(List.of("DONE"), engines.entries(holders.getFirst()));
  }

  @Test
  void whoeverIsHeldUpTooLongIsToldSoAndNothingWasDone() throws Exception {
    var holder = engines.holders("too-long", 1).getFirst();
    hold(holder);
    try {
      assertEquals("OVERLOADED", Engine.await(right(List.of(holder)).getFirst()).result());
    } finally {
      letGo();
    }
    assertEquals(List.of(), engines.entries(holder));
    assertEquals("ACCEPTED", Engine.await(right(List.of(holder)).getFirst()).result());
  }

  @Test
  void ofAFloodOfOneUserEightWaitAndTheOthersAreRefusedBeforeTheDatabaseIsAsked() throws Exception {
    var holders = engines.holders("flood", 20);
    var hot = holders.getFirst();
    var asks = new ArrayList<Ask>();
    for (int n = 0; n < 80; n++) asks.add(hot.wrong(n));
    for (var other : holders.subList(1, 20)) asks.add(other.right());
    List<Future<Told>> told;
    engines.superuser.run("BEGIN", "LOCK TABLE token IN ACCESS EXCLUSIVE MODE");
    try {
      told = engine().begin(asks);
      var turnedAway = told.subList(8, 80);
      for (var one : Engine.await(turnedAway)) assertEquals("RATE_LIMITED", one.result());
      assertEquals(Map.of("WAITS", 27, "RATE_LIMITED", 72), count(told));
    } finally {
      letGo();
    }
    for (var one : Engine.await(told.subList(80, 99))) assertEquals("ACCEPTED", one.result());
    Engine.await(told);
    assertEquals(Map.of("WRONG", 5, "SUSPENDED", 3), count(told.subList(0, 8)));
    assertEquals(8, engines.entries(hot).size());
  }

  @Test
  void guessesThatComeToTwoEnginesAreChargedOneByOne() {
    var holders = engines.holders("guesses", 10);
    var told = new ArrayList<Future<Told>>();
    for (var engine : engines.engines) {
      var asks = new ArrayList<Ask>();
      for (var holder : holders)
        for (int n = 0; n < WaitingLine.OF_ONE_USER; n++) asks.add(holder.wrong(n));
      told.addAll(engine.begin(asks));
    }
    Engine.await(told);
    assertEquals(Map.of("WRONG", 50, "SUSPENDED", 110), count(told));
    for (var holder : holders) assertEquals(16, engines.entries(holder).size());
  }

  @Test
  void whoeverFindsNoPlaceIsRefusedBeforeTheDatabaseIsAsked() throws Exception {
    var holder = engines.holders("places", 1).getFirst();
    var crowd =
        IntStream.range(0, 3_000).mapToObj(n -> holder.as("nobody-" + n).ask("123456")).toList();
    List<Future<Told>> told;
    engines.superuser.run("BEGIN", "LOCK TABLE token IN ACCESS EXCLUSIVE MODE");
    try {
      told = engine().begin(crowd);
      assertEquals("OVERLOADED", Engine.await(told.getLast()).result());
      var counts = count(told);
      assertTrue(counts.getOrDefault("WAITS", 0) >= 100, counts.toString());
      assertEquals(
          3_000,
          counts.getOrDefault("WAITS", 0) + counts.getOrDefault("OVERLOADED", 0),
          counts.toString());
      int waiting = counts.getOrDefault("WAITS", 0);
      for (int n = 0; n < waiting; n++) assertFalse(told.get(n).isComplete());
    } finally {
      letGo();
    }
    Engine.await(told);
    assertTrue(count(told).getOrDefault("NOT_FOUND", 0) >= 100, count(told).toString());
    assertEquals("ACCEPTED", Engine.await(right(List.of(holder)).getFirst()).result());
  }

  @Test
  void whoeverComesWhileTheDatabaseStandsStillIsRefusedThoughThereIsAPlace() throws Exception {
    var holder = engines.holders("still", 1).getFirst();
    var later = new ArrayList<Future<Told>>();
    var looks = new AtomicInteger();
    engines.superuser.run("BEGIN", "LOCK TABLE token IN ACCESS EXCLUSIVE MODE");
    try {
      var first = engine().begin(List.of(holder.right())).getFirst();
      Waits.until(
          "an answer",
          () -> {
            if (looks.getAndIncrement() % 20 == 0)
              later.addAll(engine().begin(List.of(holder.as("late-" + looks.get()).ask("123456"))));
            return first.isComplete() || later.stream().anyMatch(Future::isComplete);
          });
      assertFalse(first.isComplete());
      assertEquals(Map.of("OVERLOADED", 1, "WAITS", later.size() - 1), count(later));
      assertTrue(later.size() < 400, "the line was full");
    } finally {
      letGo();
    }
  }
}
