package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.secrets.Secrets;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a large campaign takes: {@code -Dcampaign.users=100000 -Dcampaign.rounds=3}. */
class CampaignSizeIT {
  private static final Logger log = LoggerFactory.getLogger(CampaignSizeIT.class);
  private static final int USERS = Integer.getInteger("campaign.users", 5_000);
  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 1);

  @Test
  void eachOfManyUsersIsSetAFobAside(@TempDir Path directory) {
    try (var town = Town.open(directory)) {
      Secrets.database(directory.resolve("database"));
      for (int round = 0; round < ROUNDS; round++) {
        var id = "town" + round;
        town.bank(id, USERS);
        town.stock(id, USERS + USERS / 10, 0);
        if (USERS > 50_000) town.vacuum();
        long begun = System.nanoTime();
        var campaign = town.campaign(id, "all of GM");
        long made = System.nanoTime();
        var outcome =
            new Allocating(town.pool(), town.terms())
                .run(town.order(campaign), false, Town.LONG, _ -> {});
        long done = System.nanoTime();
        assertEquals(new Outcome.Done(USERS, true), outcome);
        assertEquals(
            List.of(USERS + " " + USERS),
            town.column(
                """
                SELECT count(DISTINCT m.new_serial) || ' ' || count(*)
                FROM campaign_member m JOIN token t
                  ON t.institution = m.institution AND t.serial = m.new_serial
                WHERE m.institution = $1 AND t.state = 'ALLOCATED'
                  AND t.owner_contract = m.contract AND t.owner_user = m.user_id
                """,
                Tuple.of(id)));
        var took = Duration.ofNanos(done - made);
        log.atInfo()
            .addKeyValue("users", USERS)
            .addKeyValue("chosenMs", (made - begun) / 1_000_000)
            .addKeyValue("allocatedMs", took.toMillis())
            .log("a campaign was allocated");
        System.out.printf(
            "CAMPAIGN users=%d choose=%d ms allocate=%d ms%n",
            USERS, (made - begun) / 1_000_000, took.toMillis());
        restOf(town, campaign);
      }
    }
  }

  /** The steps that follow, which have no bar of their own. */
  private static void restOf(Town town, Campaign campaign) {
    var clerks = new Clerks(town);
    long allocated = System.nanoTime();
    assertEquals(new Outcome.Done(USERS, true), clerks.ship(campaign));
    long shipped = System.nanoTime();
    town.run(
        "UPDATE campaign SET old_until = '2026-01-01' WHERE institution = $1",
        Tuple.of(campaign.institution()));
    assertEquals(new Outcome.Done(USERS, true), clerks.retire(campaign, USERS));
    long retired = System.nanoTime();
    long counted = clerks.count(campaign, "retired");
    assertEquals(USERS, counted);
    System.out.printf(
        "CAMPAIGN users=%d ship=%d ms retire=%d ms count=%d ms%n",
        USERS,
        (shipped - allocated) / 1_000_000,
        (retired - shipped) / 1_000_000,
        (System.nanoTime() - retired) / 1_000_000);
  }
}
