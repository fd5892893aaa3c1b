package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.CampaignStore;
import dev.kagimori.stock.campaign.Progress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.function.BiFunction;

/** Campaigns as staff look at them. */
final class CampaignReading {
  private final Pool pool;

  CampaignReading(Pool pool) {
    this.pool = pool;
  }

  Answer list(Clerk clerk) {
    var campaigns = new JsonArray();
    Tx.reading(pool, db -> CampaignStore.last(db, clerk.institution()))
        .forEach(campaign -> campaigns.add(campaign.toJson()));
    return Answer.ok(new JsonObject().put("campaigns", campaigns));
  }

  Answer one(Call call, Clerk clerk) {
    return found(
        call,
        clerk,
        (db, campaign) -> campaign.toJson().put("counts", Progress.counts(db, campaign)));
  }

  Answer members(Call call, Clerk clerk) {
    var state = Optional.ofNullable(call.query().get("state")).map(Progress.State::valueOf);
    int after = Integer.parseInt(call.parameter("after"));
    int limit = Integer.parseInt(call.parameter("limit"));
    return found(
        call,
        clerk,
        (db, campaign) -> {
          var found = Progress.page(db, campaign, state.orElse(null), after, limit);
          var members = new JsonArray();
          found.forEach(member -> members.add(member.toJson()));
          return new JsonObject()
              .put("members", members)
              .put("next", found.size() < limit ? null : found.getLast().member());
        });
  }

  private Answer found(Call call, Clerk clerk, BiFunction<SqlClient, Campaign, JsonObject> route) {
    return Tx.reading(
        pool,
        db ->
            CampaignStore.find(db, clerk.institution(), CampaignRoutes.number(call))
                .map(campaign -> Answer.ok(route.apply(db, campaign)))
                .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND)));
  }
}
