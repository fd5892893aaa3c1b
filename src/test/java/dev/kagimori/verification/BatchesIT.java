package dev.kagimori.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Expected;
import dev.kagimori.trial.Waits;
import dev.kagimori.verification.Engine.Told;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked in one turn of a loop is judged in one batch. */
class BatchesIT {
  private static final int USERS = 40;
  private static final int POISONED = 20;

  @TempDir static Path directory;
  private static Engines engines;
  private static Expected alarm;

  @BeforeAll
  static void open() throws Exception {
    engines = Engines.start(directory, 2);
    alarm = Expected.of("dev.kagimori.keyring.SeedAlarm");
  }

  @AfterAll
  static void close() throws SQLException {
    alarm.close();
    engines.close();
  }

  private static Map<String, Integer> count(List<Told> told) {
    var counts = new TreeMap<String, Integer>();
    for (var one : told) counts.merge(one.result(), 1, Integer::sum);
    return counts;
  }

  /** Right codes, every other one with a reference. */
  private static List<Ask> right(List<Holder> holders) {
    return IntStream.range(0, holders.size())
        .mapToObj(n -> {
          var holder = holders.get(n);
          return n % 2 == 0 ? holder.right() : holder.ask(holder.fob().code(), UUID.randomUUID());
        })
        .toList();
  }

  private static List<Told> ask(int engine, List<Ask> asks) {
    return engines.engines.get(engine).ask(asks);
  }

  private static void assertOthersAreAcceptedOnce(List<Holder> holders, List<Told> told) {
    for (int n = 0; n < USERS; n++) {
      if (n == POISONED) continue;
      assertEquals("ACCEPTED", told.get(n).result());
      assertEquals(List.of("DONE"), engines.entries(holders.get(n)));
    }
    var again = new ArrayList<>(holders);
    again.remove(POISONED);
    assertEquals(
        Map.of("REPLAYED", USERS - 1), count(ask(1, again.stream().map(Holder::right).toList())));
  }

  @Test
  void whatComesTogetherIsWrittenTogether() throws Exception {
    var holders = engines.holders("together", USERS);
    assertEquals(Map.of("ACCEPTED", USERS), count(ask(0, right(holders))));
    assertEquals(
        List.of(Integer.toString(USERS)),
        engines.superuser.column(
            "SELECT count(*) FROM token WHERE institution = 'together' GROUP BY batch"));
  }

  @Test
  void aSeedThatDoesNotOpenFailsAlone() throws Exception {
    var holders = engines.holders("unopened", USERS);
    engines.superuser.force(
        "UPDATE token SET sealed_seed = '\\x00' WHERE institution = 'unopened' AND serial = ?",
        holders.get(POISONED).fob().serial());
    var told = ask(0, right(holders));
    assertEquals("REPLACE_TOKEN", told.get(POISONED).result());
    assertEquals(List.of("SEED_UNUSABLE"), engines.entries(holders.get(POISONED)));
    assertOthersAreAcceptedOnce(holders, told);
  }

  @Test
  void aRowThatTheDatabaseRefusesFailsAlone() throws Exception {
    var holders = engines.holders("unwritten", USERS);
    var poisoned = holders.get(POISONED);
    engines.superuser.run(
        """
        CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'poison'; END $$;
        CREATE TRIGGER poison BEFORE UPDATE ON token FOR EACH ROW
          WHEN (NEW.serial = '%s' AND NEW.institution = 'unwritten') EXECUTE FUNCTION poison()
        """
            .formatted(poisoned.fob().serial()));
    List<Told> told;
    try {
      told = ask(0, right(holders));
    } finally {
      engines.superuser.run("DROP FUNCTION poison CASCADE");
    }
    assertEquals("INTERNAL", told.get(POISONED).result());
    assertEquals(List.of(), engines.entries(poisoned));
    assertOthersAreAcceptedOnce(holders, told);
    assertEquals("ACCEPTED", ask(1, List.of(poisoned.right())).getFirst().result());
  }

  @Test
  void anInstitutionWithoutTermsInForceFailsAlone() throws Exception {
    var holders = new ArrayList<Holder>();
    for (var id : List.of("with-a", "without", "with-b")) holders.addAll(engines.holders(id, 10));
    engines.superuser.force(
        "UPDATE terms SET effective_from = effective_from + interval '100 years'"
            + " WHERE institution = ?",
        "without");
    var terms = engines.kagimori.backstage().terms();
    engines.superuser.run("NOTIFY kagimori_changes, 'terms'");
    Waits.until("no terms", () -> isWithout(terms));
    var told = ask(0, right(holders));
    assertEquals(Map.of("ACCEPTED", 10), count(told.subList(0, 10)));
    assertEquals(Map.of("INTERNAL", 10), count(told.subList(10, 20)));
    assertEquals(Map.of("ACCEPTED", 10), count(told.subList(20, 30)));
    for (int n = 10; n < 20; n++) assertEquals(List.of(), engines.entries(holders.get(n)));
    assertTrue(
        engines
            .superuser
            .column("SELECT count(DISTINCT institution) FROM token WHERE batch <> 0 GROUP BY batch")
            .contains("2"));
  }

  private static boolean isWithout(dev.kagimori.institution.TermsStore terms) {
    try {
      terms.at("without", engines.kagimori.time().instant());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @Test
  void oneReferenceOfTwoUsersInABatchIsTheFirstOnesAndTheOtherIsTold() {
    var holders = engines.holders("one-reference", 2);
    var reference = UUID.randomUUID();
    var asks = holders.stream().map(h -> h.ask(h.fob().code(), reference)).toList();
    assertEquals(Map.of("ACCEPTED", 1, "IDEMPOTENCY_MISMATCH", 1), count(ask(0, asks)));
    var entries = holders.stream().flatMap(holder -> engines.entries(holder).stream()).toList();
    assertEquals(List.of("DONE"), entries);
  }

  /** The same attempts come to two engines at once, in opposite orders, and hold no token's row. */
  @Test
  void attemptsThatCrossAreJudgedOnceWithoutADeadlock() throws Exception {
    var holders = engines.holders("crossing", 100);
    var before = engines.deadlocks();
    assertEquals(Map.of("ACCEPTED", 100), count(ask(0, right(holders))));
    for (int round = 0; round < 20; round++) {
      var references = holders.stream().map(_ -> UUID.randomUUID()).toList();
      var one = attempts(holders, references);
      var other = attempts(holders, references);
      Collections.reverse(other);
      var mine = engines.engines.get(0).begin(one);
      var theirs = engines.engines.get(1).begin(other);
      var told =
          Stream.of(mine, theirs).flatMap(futures -> Engine.await(futures).stream()).toList();
      assertEquals(Map.of("REPLAYED", 200), count(told));
      assertEquals(100, told.stream().filter(Told::isRepeated).count());
    }
    for (var holder : holders) assertEquals(21, engines.entries(holder).size());
    assertEquals(before, engines.deadlocks());
  }

  private static List<Ask> attempts(List<Holder> holders, List<UUID> references) {
    var asks = new ArrayList<Ask>();
    for (int n = 0; n < holders.size(); n++)
      asks.add(holders.get(n).ask(holders.get(n).fob().code(), references.get(n)));
    return asks;
  }
}
