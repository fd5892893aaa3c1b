package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.CampaignStore;
import dev.kagimori.stock.campaign.Order;
import java.io.IOException;
import java.time.Instant;
import picocli.CommandLine.Parameters;

/** A command about one campaign. */
abstract class CampaignOf extends CampaignTask {
  @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "its number")
  private int number;

  @Override
  final int run(Office office) throws IOException {
    var found =
        Tx.reading(office.pool(), db -> CampaignStore.find(db, institution(), number)).orElse(null);
    return found == null ? screen().unknown() : run(office, found);
  }

  /** Of one that there is. */
  abstract int run(Office office, Campaign campaign) throws IOException;

  Order order(Office office) {
    return new Order(institution(), number, office.source(), Instant.now());
  }
}
