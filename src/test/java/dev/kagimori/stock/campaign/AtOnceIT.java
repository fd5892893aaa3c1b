package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Tx;
import dev.kagimori.stock.Allocation;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.trial.Books;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which fob, whatever happens at the same time. */
class AtOnceIT extends InTown {
  @Test
  void twoInstancesAtTheSameCampaignSetOneFobAsideForEach() {
    town.bank("both", 400);
    town.stock("both", 420, 0);
    var campaign = town.campaign("both", "all");
    var outcomes =
        Clerks.atOnce(
            List.of(() -> clerks.allocate(campaign, 20), () -> clerks.allocate(campaign, 30)));
    int fobs = 0;
    for (var outcome : outcomes) fobs += assertInstanceOf(Outcome.Done.class, outcome).fobs();
    assertEquals(400, fobs);
    assertEquals("400 400", clerks.pairs("both"));
  }

  @Test
  void oneOfTwoCampaignsThatAreAfterTheSameStockGetsAllAndTheOtherNothing() {
    town.bank("rivals", 300);
    town.stock("rivals", 200, 0);
    var first = town.campaign("rivals", "first", users(1, 150));
    var second = town.campaign("rivals", "second", users(151, 300));
    var outcomes =
        Clerks.atOnce(List.of(() -> clerks.allocate(first, 10), () -> clerks.allocate(second, 10)));
    assertTrue(outcomes.contains(new Outcome.Done(150, true)), outcomes::toString);
    var other =
        outcomes.stream()
            .filter(Outcome.Refused.class::isInstance)
            .map(Outcome.Refused.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(Outcome.Reason.SHORT, other.reason());
    assertEquals("150 150", clerks.pairs("rivals"));
  }

  private static Whom users(int from, int to) {
    var contracts = IntStream.rangeClosed(from, to).mapToObj("c-%07d"::formatted).toList();
    return new Whom(null, null, null, null, null, contracts, null);
  }

  @Test
  void whileAStepIsAtWorkAnotherIsToldSoAndAFobThatComesBackIsBookedIn() {
    var campaign = clerks.allocated("busy", 2, 4);
    var old = clerks.member(campaign, 1).oldSerial();
    clerks.ends("busy", old, "STOPPED");
    town.bank("rival", 1);
    town.stock("rival", 1, 0);
    var other = town.campaign("rival", "all");
    var outcomes =
        Tx.in(
            town.pool(),
            db -> {
              db.query("SET LOCAL idle_in_transaction_session_timeout = '60s'").execute().await();
              assertInstanceOf(
                  CampaignStore.Lock.Held.class, CampaignStore.lock(db, "busy", campaign.number()));
              Pairing.others(db, other);
              assertEquals(
                  Map.of(new SerialNumber(old), Returning.Result.RETURNED),
                  clerks.returns(campaign, old));
              return Clerks.atOnce(
                  List.of(
                      () -> clerks.allocate(campaign),
                      () -> clerks.pause(campaign),
                      () -> clerks.allocate(other)));
            });
    for (var outcome : outcomes)
      assertEquals(Reason.BUSY, assertInstanceOf(Refused.class, outcome).reason());
    assertEquals(new Outcome.Done(0, true), clerks.allocate(campaign));
    assertEquals(new Outcome.Done(1, true), clerks.allocate(other));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverIsDoneAtOnceNoFobIsTwoUsersAndNoUserHasTwo(long seed) {
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
      Clerks.atOnce(work);
      assertSound(id);
    }
  }

  private static boolean anything(String id, List<Campaign> campaigns, Random random) {
    for (int n = 0; n < 4; n++) {
      var order = town.order(campaigns.get(random.nextInt(campaigns.size())));
      switch (random.nextInt(4)) {
        case 0 ->
            new Allocating(town.pool(), town.terms(), 1 + random.nextInt(20))
                .run(order, random.nextBoolean(), Town.LONG, _ -> {});
        case 1 -> new Undoing(town.pool()).run(order, random.nextBoolean(), Town.LONG, _ -> {});
        case 2 -> Tx.in(town.pool(), db -> Switching.resume(db, order));
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
