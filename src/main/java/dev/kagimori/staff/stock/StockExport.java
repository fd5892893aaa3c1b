package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Call;
import dev.kagimori.http.Download;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.Problem;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.export.StockCsv;
import dev.kagimori.stock.export.StockFilter;
import dev.kagimori.token.TokenState;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;
import java.util.Optional;

/** The stock as a file, without seeds. */
final class StockExport {
  private final Pool pool;
  private final StockCsv csv;
  private final TermsStore terms;
  private final InstantSource clock;

  StockExport(Pool pool, TermsStore terms, InstantSource clock) {
    this.pool = pool;
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
    var missing = Tx.reading(pool, db -> missing(db, clerk.institution(), filter));
    if (missing.isPresent()) return new Download.Refused(missing.get());
    return new Download.Content(
        "text/csv; charset=utf-8",
        "stock-" + BusinessDay.of(now) + ".csv",
        out -> csv.write(clerk.institution(), filter, rules, out));
  }

  /** What is looked for by a name that the books don't have. */
  private static Optional<Problem> missing(SqlClient db, String institution, StockFilter filter) {
    var branch = filter.branch().orElse(null);
    if (Known.missing(db, institution, branch, null, null).isPresent())
      return Optional.of(FobFields.notKnown(In.QUERY, Known.BRANCH));
    return filter.delivery().isEmpty() || Known.isDelivery(db, institution, filter.delivery().get())
        ? Optional.empty()
        : Optional.of(FobFields.notKnown(In.QUERY, Known.DELIVERY));
  }
}
