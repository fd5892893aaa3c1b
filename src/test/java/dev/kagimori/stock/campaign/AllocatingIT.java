package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Terms;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.secrets.Traced;
import dev.kagimori.stock.Allocation;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Inspection;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import dev.kagimori.trial.Books;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which fob, whatever happens at the same time, and what breaks it off. */
class AllocatingIT {
  @TempDir static Path directory;
  private static Town town;

  private static final String PAIRS =
      """
      SELECT concat_ws(' ', count(*), count(DISTINCT m.new_serial)) FROM campaign_member m
      JOIN token t ON t.institution = m.institution AND t.serial = m.new_serial
      WHERE m.institution = $1 AND t.state = 'ALLOCATED' AND t.owner_contract = m.contract
        AND t.owner_user = m.user_id
      """;

  @BeforeAll
  static void open() {
    town = Town.open(directory);
    Secrets.database(directory.resolve("database"));
  }

  @AfterAll
  static void close() {
    town.close();
  }

  private static Allocating inChunksOf(int chunk) {
    return new Allocating(town.pool(), town.terms(), chunk);
  }

  private static Outcome allocate(Campaign campaign, int chunk) {
    return inChunksOf(chunk).run(town.order(campaign), false, Town.LONG, _ -> {});
  }

  private static String pairs(String bank) {
    return town.column(PAIRS, Tuple.of(bank)).getFirst();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theQueryTakesOfTheStockWhatTheLifeCycleAllocates(boolean checkedOnly) {
    var id = "cycle-" + checkedOnly;
    var terms = new JsonObject().put("stock", new JsonObject().put("checkedOnly", checkedOnly));
    town.bank(id, 2, terms);
    var serials = new ArrayList<SerialNumber>();
    for (var state : TokenState.values())
      for (var inspection : Inspection.values())
        for (var suspension : List.of("", "WRONG_CODES", "STAFF")) {
          var serial = "SY1%07d".formatted(serials.size());
          serials.add(new SerialNumber(serial));
          town.run(
              """
              INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds,
                                 sealed_seed, key_version, state, inspection, suspension,
                                 owner_contract, owner_user, branch, make)
              VALUES ($1, $2, 'HARDWARE', 'SHA1', 6, 30, '\\x00', 1, $3, $4, $5, $6, $7, 'HQ', 'SY')
              """,
              Tuple.of(
                  id,
                  serial,
                  state.name(),
                  inspection == Inspection.UNCHECKED ? null : inspection.name(),
                  suspension.isEmpty() ? null : suspension,
                  state == TokenState.IN_STOCK ? null : "c-0000001",
                  state == TokenState.IN_STOCK ? null : "user"));
        }
    var campaign = town.campaign(id, "all");
    Terms rules = town.terms().at(id, town.now());
    var to = new Owner("c-0000001", "user");
    Tx.in(
        town.pool(),
        db -> {
          var all = TokenStore.lock(db, id, serials);
          var expected =
              serials.stream()
                  .filter(serial -> {
                    var token = Objects.requireNonNull(all.get(serial)).token();
                    return token.state() == TokenState.IN_STOCK && done(token, to, rules);
                  })
                  .map(SerialNumber::value)
                  .toList();
          assertEquals(checkedOnly ? 1 : 2, expected.size());
          assertEquals(expected, Stock.take(db, campaign, rules, town.now(), "", 1_000));
          assertEquals(
              expected.subList(1, expected.size()),
              Stock.take(db, campaign, rules, town.now(), expected.getFirst(), 1_000));
          return true;
        });
  }

  private static boolean done(Token token, Owner to, Terms rules) {
    return LifeCycle.decide(token, new Command.Allocate(to), rules, town.now())
        instanceof Decision.Done;
  }

  @Test
  void theRowIsAsTheLifeCycleMakesIt() {
    town.bank("row", 1);
    town.stock("row", 1, 0);
    var campaign = town.campaign("row", "all");
    var fob = new SerialNumber("SY00000001");
    var before = token("row", fob);
    var rules = town.terms().at("row", town.now());
    var to = new Owner("c-0000001", "user");
    assertEquals(new Outcome.Done(1, true), allocate(campaign, 10));
    var allocated = LifeCycle.decide(before, new Command.Allocate(to), rules, town.now()).token();
    assertEquals(allocated, token("row", fob));
    var undone = new Undoing(town.pool()).run(town.order(campaign), false, Town.LONG, _ -> {});
    assertEquals(new Outcome.Done(1, true), undone);
    var back = token("row", fob);
    assertEquals(TokenState.IN_STOCK, back.state());
    assertEquals(null, back.owner());
    assertEquals(before.version() + 2, back.version());
    assertEquals(before.epoch() + 2, back.epoch());
    assertEquals(
        List.of("ALLOCATED", "WITHDRAWN"),
        town.column(
            "SELECT kind FROM movement WHERE institution = $1 ORDER BY movement", Tuple.of("row")));
    assertEquals(
        List.of("MAKE", "ALLOCATE", "UNDO"),
        town.column(
            """
            SELECT details ->> 'step' FROM audit
            WHERE institution = $1 AND action = 'CAMPAIGN' ORDER BY id
            """,
            Tuple.of("row")));
  }

  private static Token token(String bank, SerialNumber serial) {
    return Tx.in(
        town.pool(),
        db ->
            Objects.requireNonNull(TokenStore.lock(db, bank, List.of(serial)).get(serial)).token());
  }

  @Test
  void twoInstancesAtTheSameCampaignSetOneFobAsideForEach() throws Exception {
    town.bank("both", 400);
    town.stock("both", 420, 0);
    var campaign = town.campaign("both", "all");
    var outcomes = atOnce(List.of(() -> allocate(campaign, 20), () -> allocate(campaign, 30)));
    int fobs = 0;
    for (var outcome : outcomes) fobs += assertInstanceOf(Outcome.Done.class, outcome).fobs();
    assertEquals(400, fobs);
    assertEquals("400 400", pairs("both"));
  }

  @Test
  void oneOfTwoCampaignsThatAreAfterTheSameStockGetsAllAndTheOtherNothing() throws Exception {
    town.bank("rivals", 300);
    town.stock("rivals", 200, 0);
    var first = town.campaign("rivals", "first", users(1, 150));
    var second = town.campaign("rivals", "second", users(151, 300));
    var outcomes = atOnce(List.of(() -> allocate(first, 10), () -> allocate(second, 10)));
    assertTrue(outcomes.contains(new Outcome.Done(150, true)), outcomes::toString);
    var other =
        outcomes.stream()
            .filter(Outcome.Refused.class::isInstance)
            .map(Outcome.Refused.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(Outcome.Reason.SHORT, other.reason());
    assertEquals("150 150", pairs("rivals"));
  }

  private static Whom users(int from, int to) {
    var contracts = IntStream.rangeClosed(from, to).mapToObj("c-%07d"::formatted).toList();
    return new Whom(null, null, null, null, null, contracts, null);
  }

  private static <T> List<T> atOnce(List<Callable<T>> work)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> result : threads.invokeAll(work)) results.add(result.get());
      return results;
    }
  }

  @Test
  void whatIsKilledInTheMiddleIsGoneOnWith() throws Exception {
    town.bank("killed", 1_000);
    town.stock("killed", 1_000, 0);
    var campaign = town.campaign("killed", "all");
    var process = brokenOff(campaign, 50);
    try (var said = process.inputReader(StandardCharsets.UTF_8)) {
      for (var line = said.readLine(); !"150".equals(line); line = said.readLine())
        assertNotEquals(null, line, "it ended by itself");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertEquals(
        List.of("ALLOCATING"),
        town.column("SELECT state FROM campaign WHERE institution = $1", Tuple.of("killed")));
    var pairs = pairs("killed");
    int before = Integer.parseInt(pairs.substring(0, pairs.indexOf(' ')));
    assertTrue(before >= 150 && before < 1_000, before + " fobs");
    assertEquals(new Outcome.Done(1_000 - before, true), allocate(campaign, 300));
    assertEquals("1000 1000", pairs("killed"));
    assertEquals(new Outcome.Done(0, true), allocate(campaign, 300));
  }

  private static Process brokenOff(Campaign campaign, int chunk) throws IOException {
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(directory.resolve("database").resolve("passwords"))) {
      passwords.load(in);
    }
    var password = directory.resolve("password");
    Files.writeString(password, passwords.getProperty("kagimori"));
    var uri =
        "postgresql://kagimori@127.0.0.1:%d/kagimori?sslmode=disable&passwordfile=%s"
            .formatted(town.kagimori.backstage().database().port(), password);
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            Traced.argument("campaign"),
            "-cp",
            System.getProperty("java.class.path"),
            BrokenOff.class.getName(),
            uri,
            campaign.institution(),
            Integer.toString(campaign.number()),
            town.now().toString(),
            Integer.toString(chunk))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverIsDoneAtOnceNoFobIsTwoUsersAndNoUserHasTwo(long seed) throws Exception {
    var id = "any-" + seed;
    town.bank(id, 60);
    town.stock(id, 70, 0);
    var campaigns =
        List.of(town.campaign(id, "a", users(1, 40)), town.campaign(id, "b", users(41, 60)));
    for (int round = 0; round < 6; round++) {
      var work = new ArrayList<Callable<Boolean>>();
      for (int clerk = 0; clerk < 3; clerk++) {
        var random = new Random(seed * 1_000L + round * 10L + clerk);
        work.add(() -> anything(id, campaigns, random));
      }
      atOnce(work);
      assertSound(id);
    }
  }

  private static boolean anything(String id, List<Campaign> campaigns, Random random) {
    for (int n = 0; n < 4; n++) {
      var order = town.order(campaigns.get(random.nextInt(campaigns.size())));
      switch (random.nextInt(4)) {
        case 0 ->
            inChunksOf(1 + random.nextInt(20)).run(order, random.nextBoolean(), Town.LONG, _ -> {});
        case 1 -> new Undoing(town.pool()).run(order, random.nextBoolean(), Town.LONG, _ -> {});
        case 2 -> Tx.in(town.pool(), db -> Switching.run(db, order, Switching.Turn.RESUME));
        default ->
            new Allocation(town.pool(), town.terms())
                .allocate(
                    id,
                    new SerialNumber("SY%08d".formatted(1 + random.nextInt(70))),
                    new Owner("c-%07d".formatted(1 + random.nextInt(60)), "user"),
                    Town.KEEPER,
                    town.now());
      }
    }
    return true;
  }

  /** A fob that the campaign set aside is its member's; users whom it chose had none then. */
  private static void assertSound(String id) {
    assertEquals(List.of(), Books.miscounted(town.pool(), id));
    var key = Tuple.of(id);
    assertEquals(
        List.of(),
        town.column(
            """
            SELECT m.new_serial FROM campaign_member m
            JOIN token t ON t.institution = m.institution AND t.serial = m.new_serial
            WHERE m.institution = $1 AND (t.state <> 'ALLOCATED'
              OR t.owner_contract <> m.contract OR t.owner_user <> m.user_id)
            """,
            key));
    assertEquals(
        List.of(),
        town.column(
            """
            SELECT new_serial FROM campaign_member
            WHERE institution = $1 AND new_serial IS NOT NULL
            GROUP BY new_serial HAVING count(*) > 1
            """,
            key));
    assertEquals(
        List.of("70"),
        town.column(
            """
            SELECT count(*) FROM token
            WHERE institution = $1 AND starts_with(serial, 'SY')
              AND (state = 'IN_STOCK' AND owner_user IS NULL
                   OR state = 'ALLOCATED' AND owner_user IS NOT NULL)
            """,
            key));
    // each way in, out and in again left its movement
    assertEquals(
        List.of(),
        town.column(
            """
            SELECT m.new_serial FROM campaign_member m
            WHERE m.institution = $1 AND m.new_serial IS NOT NULL AND (
              SELECT kind FROM movement v WHERE v.institution = $1 AND v.serial = m.new_serial
              ORDER BY movement DESC LIMIT 1) IS DISTINCT FROM 'ALLOCATED'
            """,
            key));
  }
}
