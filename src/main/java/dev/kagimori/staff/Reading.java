package dev.kagimori.staff;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.UserStore;
import dev.kagimori.staff.Approval.State;
import dev.kagimori.stock.DriftReport;
import dev.kagimori.token.DriftRate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.Optional;

/** What staff look at. */
final class Reading {
  private final Pool pool;
  private final TermsStore terms;
  private final InstantSource clock;
  private final UserStore users = new UserStore();

  Reading(Pool pool, TermsStore terms, InstantSource clock) {
    this.pool = pool;
    this.terms = terms;
    this.clock = clock;
  }

  static Answer account(Clerk clerk) {
    var roles = new JsonArray();
    clerk.roles().stream().sorted().forEach(role -> roles.add(role.name()));
    return Answer.ok(
        new JsonObject()
            .put("institution", clerk.institution())
            .put("account", clerk.account())
            .put("roles", roles));
  }

  Answer user(Call call, Clerk clerk) {
    var now = clock.instant();
    var rules = terms.at(clerk.institution(), now);
    return Tx.reading(
        pool,
        db ->
            users
                .find(db, clerk.institution(), call.path("contract"), call.path("user"))
                .map(user -> Answer.ok(UserSheet.of(db, user, rules, now)))
                .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND)));
  }

  /** Supervisors and auditors see all requests, others their own. */
  Answer approvals(Call call, Clerk clerk) {
    boolean all = clerk.is(Role.SUPERVISOR) || clerk.is(Role.AUDITOR);
    var state = Optional.ofNullable(call.query().get("state")).map(State::valueOf);
    int last = Integer.parseInt(call.parameter("last"));
    var found =
        Tx.reading(
            pool,
            db ->
                ApprovalStore.list(
                    db,
                    clerk.institution(),
                    all ? null : clerk.account(),
                    state.orElse(null),
                    clock.instant(),
                    last));
    var approvals = new JsonArray();
    found.forEach(approval -> approvals.add(approval.toJson()));
    return Answer.ok(new JsonObject().put("approvals", approvals));
  }

  Answer drift(Call call, Clerk clerk) {
    var rules = terms.at(clerk.institution(), clock.instant());
    var makes = new JsonArray();
    Tx.reading(pool, db -> DriftReport.of(db, clerk.institution(), rules))
        .forEach(make -> makes.add(make(make)));
    return Answer.ok(new JsonObject().put("runawayPpm", DriftRate.RUNAWAY_PPM).put("makes", makes));
  }

  private static JsonObject make(DriftReport.OfMake make) {
    var deliveries = new JsonArray();
    for (var batch : make.batches())
      deliveries.add(
          new JsonObject()
              .put("deliveredAt", Times.text(batch.delivered()))
              .put("fobs", batch.fobs())
              .put("medianPpm", DriftRate.rounded(batch.medianPpm()))
              .put("runaways", batch.runaways()));
    var runaways = new JsonArray();
    for (var fob : make.runaways())
      runaways.add(
          new JsonObject()
              .put("serial", fob.serial().value())
              .put("ppm", DriftRate.rounded(fob.ppm())));
    return new JsonObject()
        .put("prefix", make.make().prefix())
        .put("name", make.make().name())
        .put("deliveries", deliveries)
        .put("runaways", runaways);
  }
}
