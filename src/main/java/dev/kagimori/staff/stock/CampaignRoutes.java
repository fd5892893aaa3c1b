package dev.kagimori.staff.stock;

import dev.kagimori.database.Work;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.Download;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.staff.Clerk;
import dev.kagimori.staff.Duty;
import dev.kagimori.staff.Guard;
import dev.kagimori.stock.campaign.Making;
import dev.kagimori.stock.campaign.Order;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Returning;
import dev.kagimori.stock.campaign.Switching;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** Swap campaigns at the stock's door. */
final class CampaignRoutes {
  private static final Duration CHOICE = Duration.ofSeconds(8);

  private final Idempotency idempotency;
  private final TermsStore terms;
  private final InstantSource clock;
  private final Guard guard;
  private final CampaignReading looking;
  private final CampaignFiles files;
  private final CampaignSteps steps;
  private final Making making;
  private final Returning returning;

  CampaignRoutes(
      Pool pool,
      Keyring keyring,
      TermsStore terms,
      Idempotency idempotency,
      Guard guard,
      InstantSource clock) {
    this.idempotency = idempotency;
    this.terms = terms;
    this.clock = clock;
    this.guard = guard;
    looking = new CampaignReading(pool);
    files = new CampaignFiles(pool, terms, clock);
    steps = new CampaignSteps(pool, keyring, terms, clock);
    making = new Making(terms);
    returning = new Returning(terms);
  }

  void mount(Api api) {
    reading(api, Duty.GET_CAMPAIGNS, (_, clerk) -> looking.list(clerk));
    reading(api, Duty.GET_CAMPAIGN, looking::one);
    reading(api, Duty.GET_MEMBERS, looking::members);
    file(api, Duty.GET_SHIPPING_LIST, files::shippingList);
    file(api, Duty.GET_LABELS, files::labels);
    file(api, Duty.GET_LETTERS, files::letters);
    changing(api, Duty.MAKE_CAMPAIGN, this::make);
    changing(api, Duty.ALLOCATE_CAMPAIGN, steps::allocate);
    changing(api, Duty.SHIP_CAMPAIGN, steps::ship);
    changing(api, Duty.REMIND_CAMPAIGN, steps::remind);
    changing(api, Duty.UNDO_CAMPAIGN, steps::undo);
    changing(api, Duty.RETIRE_CAMPAIGN, steps::retire);
    turn(api, Duty.PAUSE_CAMPAIGN, (db, order, _) -> Switching.pause(db, order));
    turn(api, Duty.RESUME_CAMPAIGN, (db, order, _) -> Switching.resume(db, order));
    turn(
        api,
        Duty.CLOSE_CAMPAIGN,
        (db, order, body) -> Switching.close(db, order, body.getLong("count", 0L)));
    changing(api, Duty.BOOK_RETURNS, this::returns);
  }

  private void reading(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.beforeReading(duty, route));
  }

  private void file(Api api, Duty duty, BiFunction<Call, Clerk, Download> route) {
    api.onDownload(duty.operationId(), guard.beforeDownload(duty, route));
  }

  private void changing(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.before(duty, route));
  }

  /** What is done with the campaign alone, in one transaction. */
  private interface Turn {
    Outcome run(SqlClient db, Order order, JsonObject body);
  }

  private void turn(Api api, Duty duty, Turn turn) {
    changing(
        api,
        duty,
        (call, clerk) -> {
          var order = order(call, clerk, clock.instant());
          return idempotency.once(
              call,
              order.now(),
              Work.of((db, _) -> CampaignAnswers.toKeep(turn.run(db, order, call.body()))));
        });
  }

  private Answer make(Call call, Clerk clerk) {
    var plan = CampaignPlans.plan(call.body());
    var now = clock.instant();
    var rules = terms.at(clerk.institution(), now);
    return idempotency.once(
        call,
        now,
        Work.of((db, _) ->
            CampaignAnswers.made(
                db,
                plan,
                rules,
                making.make(db, clerk.institution(), plan, clerk.source(), now, CHOICE))));
  }

  private Answer returns(Call call, Clerk clerk) {
    var order = order(call, clerk, clock.instant());
    var serials = CampaignPlans.serials(call.body().getJsonArray("serials"), "/serials/");
    return idempotency.once(
        call,
        order.now(),
        Work.of((db, _) ->
            returning
                .run(db, order, serials)
                .map(results -> {
                  var returns = new JsonArray();
                  results.forEach((serial, result) ->
                      returns.add(
                          new JsonObject()
                              .put("serial", serial.value())
                              .put("result", result.name())));
                  return Answer.ok(new JsonObject().put("returns", returns));
                })
                .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND))));
  }

  static Order order(Call call, Clerk clerk, Instant now) {
    return new Order(clerk.institution(), number(call), clerk.source(), now);
  }

  static int number(Call call) {
    return Integer.parseInt(call.path("campaign"));
  }
}
