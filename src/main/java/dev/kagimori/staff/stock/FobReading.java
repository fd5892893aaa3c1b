package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.BatteryReport;
import dev.kagimori.stock.Branches;
import dev.kagimori.stock.FobFilter;
import dev.kagimori.stock.FobList;
import dev.kagimori.stock.FobSheet;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.LowStock;
import dev.kagimori.stock.TokenCounts;
import dev.kagimori.token.Inspection;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What staff look at in the stock. */
final class FobReading {
  private final Pool pool;
  private final TermsStore terms;
  private final InstantSource clock;

  FobReading(Pool pool, TermsStore terms, InstantSource clock) {
    this.pool = pool;
    this.terms = terms;
    this.clock = clock;
  }

  Answer one(Call call, Clerk clerk) {
    var serial = FobFields.serial(call);
    var rules = terms.at(clerk.institution(), clock.instant());
    return Tx.reading(pool, db -> FobSheet.of(db, clerk.institution(), serial, rules))
        .map(sheet -> Answer.ok(sheet.toJson()))
        .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND));
  }

  Answer list(Call call, Clerk clerk) {
    var after = call.query().get("after");
    SerialNumber begin = after == null ? null : FobFields.after(after);
    var filter =
        new FobFilter(
            given(call, "state", TokenState::valueOf),
            given(call, "inspection", Inspection::valueOf),
            call.query().get("branch"),
            call.query().get("box"),
            given(call, "delivery", Integer::valueOf),
            call.query().get("make"),
            begin,
            Integer.parseInt(call.parameter("limit")));
    return Tx.reading(
        pool,
        db ->
            Known.missing(db, clerk.institution(), filter.branch(), filter.box(), filter.delivery())
                .<Answer>map(what -> new Answer.Refused(FobFields.notKnown(In.QUERY, what)))
                .orElseGet(() -> Answer.ok(FobList.of(db, clerk.institution(), filter).toJson())));
  }

  private static <T> @Nullable T given(Call call, String name, Function<String, T> read) {
    var value = call.query().get(name);
    return value == null ? null : read.apply(value);
  }

  Answer counts(Call call, Clerk clerk) {
    var branch = call.query().get("branch");
    var make = call.query().get("make");
    return Tx.reading(
        pool,
        db ->
            Known.missing(db, clerk.institution(), branch, null, null)
                .<Answer>map(what -> new Answer.Refused(FobFields.notKnown(In.QUERY, what)))
                .orElseGet(() -> Answer.ok(TokenCounts.of(db, clerk.institution(), branch, make))));
  }

  Answer branches(Call call, Clerk clerk) {
    var all = new JsonArray();
    Tx.reading(pool, db -> Branches.all(db, clerk.institution()))
        .forEach(branch -> all.add(branch.toJson()));
    return Answer.ok(new JsonObject().put("branches", all));
  }

  Answer low(Call call, Clerk clerk) {
    var now = clock.instant();
    var rules = terms.at(clerk.institution(), now);
    var lines = Tx.reading(pool, db -> LowStock.of(db, clerk.institution(), rules, now).await());
    return Answer.ok(LowStock.report(lines, rules));
  }

  Answer battery(Call call, Clerk clerk) {
    var rules = terms.at(clerk.institution(), clock.instant());
    return Answer.ok(Tx.reading(pool, db -> BatteryReport.of(db, clerk.institution(), rules)));
  }
}
