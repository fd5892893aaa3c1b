package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.CampaignStore;
import dev.kagimori.stock.campaign.Progress;
import picocli.CommandLine.Command;

/** Campaigns to look at. */
final class CampaignLookCommands {
  private CampaignLookCommands() {}

  @Command(name = "list", description = "The last 200.")
  static final class All extends CampaignTask {
    @Override
    int run(Office office) {
      return screen().all(Tx.reading(office.pool(), db -> CampaignStore.last(db, institution())));
    }
  }

  @Command(name = "show", description = "How far it is: members by state.")
  static final class Show extends CampaignOf {
    @Override
    int run(Office office, Campaign campaign) {
      var counts = Tx.reading(office.pool(), db -> Progress.counts(db, campaign));
      return screen().show(campaign.toJson().put("counts", counts));
    }
  }
}
