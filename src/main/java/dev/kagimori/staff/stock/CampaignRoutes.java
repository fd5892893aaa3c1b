package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Custody;
import dev.kagimori.staff.Clerk;
import dev.kagimori.staff.Duty;
import dev.kagimori.staff.Guard;
import dev.kagimori.stock.campaign.Allocating;
import dev.kagimori.stock.campaign.Campaign;
import dev.kagimori.stock.campaign.CampaignStore;
import dev.kagimori.stock.campaign.Making;
import dev.kagimori.stock.campaign.Order;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Progress;
import dev.kagimori.stock.campaign.Reminding;
import dev.kagimori.stock.campaign.Retiring;
import dev.kagimori.stock.campaign.Returning;
import dev.kagimori.stock.campaign.Shipping;
import dev.kagimori.stock.campaign.Switching;
import dev.kagimori.stock.campaign.Undoing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Swap campaigns at the stock's door. A step that takes longer than a call may is gone on with by
 * the next call.
 */
final class CampaignRoutes {
  /** After which no further chunk of a step begins: an answer comes within 15 s. */
  private static final Duration STEP = Duration.ofSeconds(9);

  private static final Duration CHOICE = Duration.ofSeconds(8);

  private final Pool pool;
  private final Idempotency idempotency;
  private final InstantSource clock;
  private final Guard guard;
  private final Making making;
  private final Allocating allocating;
  private final Shipping shipping;
  private final Reminding reminding;
  private final Undoing undoing;
  private final Retiring retiring;
  private final Returning returning;

  CampaignRoutes(
      Pool pool,
      Keyring keyring,
      TermsStore terms,
      Idempotency idempotency,
      Guard guard,
      InstantSource clock) {
    this.pool = pool;
    this.idempotency = idempotency;
    this.clock = clock;
    this.guard = guard;
    making = new Making(terms);
    allocating = new Allocating(pool, terms);
    shipping = new Shipping(pool, terms, new Outbox(keyring));
    reminding = new Reminding(pool, terms, new Outbox(keyring));
    undoing = new Undoing(pool);
    retiring = new Retiring(pool, new Custody(pool, terms, keyring));
    returning = new Returning(terms);
  }

  void mount(Api api) {
    reading(api, Duty.GET_CAMPAIGNS, (_, clerk) -> list(clerk));
    reading(api, Duty.GET_CAMPAIGN, this::one);
    reading(api, Duty.GET_MEMBERS, this::members);
    changing(api, Duty.MAKE_CAMPAIGN, this::make);
    step(
        api,
        Duty.ALLOCATE_CAMPAIGN,
        (call, order) ->
            allocating.run(order, call.body().getBoolean("partial", false), STEP, _ -> {}));
    step(
        api,
        Duty.SHIP_CAMPAIGN,
        (call, order) -> {
          var typed = call.body().getJsonArray("serials");
          var serials = typed == null ? null : CampaignPlans.serials(typed, "/serials/");
          return shipping.run(order, serials, STEP, _ -> {});
        });
    step(
        api,
        Duty.REMIND_CAMPAIGN,
        (call, order) -> reminding.run(order, call.body().getInteger("number"), STEP, _ -> {}));
    step(
        api,
        Duty.UNDO_CAMPAIGN,
        (call, order) ->
            undoing.run(order, call.body().getBoolean("leftOver", false), STEP, _ -> {}));
    step(
        api,
        Duty.RETIRE_CAMPAIGN,
        (call, order) -> retiring.run(order, call.body().getLong("count"), STEP, _ -> {}));
    turn(api, Duty.PAUSE_CAMPAIGN, Switching.Turn.PAUSE);
    turn(api, Duty.RESUME_CAMPAIGN, Switching.Turn.RESUME);
    turn(api, Duty.CLOSE_CAMPAIGN, Switching.Turn.CLOSE);
    changing(api, Duty.BOOK_RETURNS, this::returns);
  }

  private void reading(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.beforeReading(duty, route));
  }

  private void changing(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.before(duty, route));
  }

  private void step(Api api, Duty duty, BiFunction<Call, Order, Outcome> step) {
    changing(
        api, duty, (call, clerk) -> CampaignAnswers.told(step.apply(call, order(call, clerk))));
  }

  private void turn(Api api, Duty duty, Switching.Turn turn) {
    changing(
        api,
        duty,
        (call, clerk) -> {
          var order = order(call, clerk);
          return idempotency.once(
              call,
              order.now(),
              Work.of((db, _) -> CampaignAnswers.told(Switching.run(db, order, turn))));
        });
  }

  private Answer make(Call call, Clerk clerk) {
    var plan = CampaignPlans.plan(call.body());
    var now = clock.instant();
    return idempotency.once(
        call,
        now,
        Work.of((db, _) ->
            CampaignAnswers.made(
                db, making.make(db, clerk.institution(), plan, clerk.source(), now, CHOICE))));
  }

  private Answer returns(Call call, Clerk clerk) {
    var order = order(call, clerk);
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

  private Answer list(Clerk clerk) {
    var campaigns = new JsonArray();
    Tx.reading(pool, db -> CampaignStore.last(db, clerk.institution()))
        .forEach(campaign -> campaigns.add(campaign.toJson()));
    return Answer.ok(new JsonObject().put("campaigns", campaigns));
  }

  private Answer one(Call call, Clerk clerk) {
    return reading(
        call,
        clerk,
        (db, campaign) -> campaign.toJson().put("counts", Progress.counts(db, campaign)));
  }

  private Answer members(Call call, Clerk clerk) {
    var state = Optional.ofNullable(call.query().get("state")).map(Progress.State::valueOf);
    int after = Integer.parseInt(call.parameter("after"));
    int limit = Integer.parseInt(call.parameter("limit"));
    return reading(
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

  private Answer reading(
      Call call, Clerk clerk, BiFunction<SqlClient, Campaign, JsonObject> route) {
    return Tx.reading(
        pool,
        db ->
            CampaignStore.find(db, clerk.institution(), number(call))
                .map(campaign -> Answer.ok(route.apply(db, campaign)))
                .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND)));
  }

  private Order order(Call call, Clerk clerk) {
    return new Order(clerk.institution(), number(call), clerk.source(), clock.instant());
  }

  private static int number(Call call) {
    return Integer.parseInt(call.path("campaign"));
  }
}
