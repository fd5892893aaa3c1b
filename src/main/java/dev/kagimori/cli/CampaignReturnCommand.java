package dev.kagimori.cli;

import dev.kagimori.database.Tx;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.Returning;
import dev.kagimori.token.SerialNumber;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kagimori stock campaign return}. */
@Command(
    name = "return",
    description = {
      "Books old fobs in that come back, and scraps them.",
      "The status is 1 where one of them was left alone."
    })
final class CampaignReturnCommand extends CampaignOf {
  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SERIAL",
      description = "of old fobs; - reads them from a scanner")
  private List<String> typed = List.of();

  private List<SerialNumber> serials = List.of();

  @Override
  boolean misfits() throws IOException {
    var all = fobs().serials(typed);
    serials = all.orElse(List.of()).stream().distinct().toList();
    return all.isEmpty();
  }

  @Override
  int run(Office office, Campaign campaign) {
    var returning = new Returning(office.terms());
    var order = order(office);
    var results = new LinkedHashMap<SerialNumber, Returning.Result>();
    for (int from = 0; from < serials.size(); from += Returning.MOST) {
      var some = serials.subList(from, Math.min(serials.size(), from + Returning.MOST));
      results.putAll(Tx.in(office.pool(), db -> returning.run(db, order, some)).orElseThrow());
    }
    return screen().returned(results);
  }
}
