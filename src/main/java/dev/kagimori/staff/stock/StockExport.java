package dev.kagimori.staff.stock;

import dev.kagimori.http.Call;
import dev.kagimori.http.Download;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.export.StockCsv;
import dev.kagimori.stock.export.StockFilter;
import dev.kagimori.token.TokenState;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.Optional;

/** The stock as a file, without seeds. */
final class StockExport {
  private final StockCsv csv;
  private final TermsStore terms;
  private final InstantSource clock;

  StockExport(Pool pool, TermsStore terms, InstantSource clock) {
    csv = new StockCsv(pool);
    this.terms = terms;
    this.clock = clock;
  }

  Download csv(Call call, Clerk clerk) {
    var now = clock.instant();
    var rules = terms.at(clerk.institution(), now);
    var query = call.query();
    var filter =
        new StockFilter(
            Optional.ofNullable(query.get("state")).map(TokenState::valueOf),
            Optional.ofNullable(query.get("branch")),
            Optional.ofNullable(query.get("delivery")));
    return new Download.Content(
        "text/csv; charset=utf-8",
        "stock-" + BusinessDay.of(now) + ".csv",
        out -> csv.write(clerk.institution(), filter, rules, out));
  }
}
