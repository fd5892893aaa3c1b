package dev.kagimori.staff.stock;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Steps;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Custody;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.campaign.Allocating;
import dev.kagimori.stock.campaign.Order;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Reminding;
import dev.kagimori.stock.campaign.Retiring;
import dev.kagimori.stock.campaign.Shipping;
import dev.kagimori.stock.campaign.Undoing;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Steps of campaigns at the stock's door. One that takes longer than a call may is gone on with by
 * the next call.
 */
final class CampaignSteps {
  /** After which no further chunk of a step begins: an answer comes within 15 s. */
  private static final Duration STEP = Duration.ofSeconds(8);

  private final Steps steps;
  private final InstantSource clock;
  private final Allocating allocating;
  private final Shipping shipping;
  private final Reminding reminding;
  private final Undoing undoing;
  private final Retiring retiring;

  CampaignSteps(Pool pool, Keyring keyring, TermsStore terms, InstantSource clock) {
    this.clock = clock;
    steps = new Steps(pool, keyring);
    allocating = new Allocating(pool, terms);
    shipping = new Shipping(pool, terms, new Outbox(keyring));
    reminding = new Reminding(pool, terms, new Outbox(keyring));
    undoing = new Undoing(pool);
    retiring = new Retiring(pool, new Custody(pool, terms, keyring));
  }

  Answer allocate(Call call, Clerk clerk) {
    boolean partial = call.body().getBoolean("partial", false);
    var order = order(call, clerk);
    return run(call, order, _ -> allocating.run(order, partial, STEP, _ -> {}));
  }

  Answer ship(Call call, Clerk clerk) {
    var typed = call.body().getJsonArray("serials");
    var serials = typed == null ? null : CampaignPlans.serials(typed, "/serials/");
    var order = order(call, clerk);
    return run(call, order, _ -> shipping.run(order, serials, STEP, _ -> {}));
  }

  Answer remind(Call call, Clerk clerk) {
    var number = call.body().getInteger("number");
    var order = order(call, clerk);
    return run(call, order, _ -> reminding.run(order, number, STEP, _ -> {}));
  }

  Answer undo(Call call, Clerk clerk) {
    boolean leftOver = call.body().getBoolean("leftOver", false);
    var order = order(call, clerk);
    return run(call, order, _ -> undoing.run(order, leftOver, STEP, _ -> {}));
  }

  Answer retire(Call call, Clerk clerk) {
    long count = call.body().getLong("count");
    var order = order(call, clerk);
    return run(call, order, begun -> retiring.run(order, count, begun, STEP, _ -> {}));
  }

  private Answer run(Call call, Order order, Function<Instant, Outcome> step) {
    return steps.run(call, order.now(), begun -> CampaignAnswers.stage(step.apply(begun)));
  }

  private Order order(Call call, Clerk clerk) {
    return CampaignRoutes.order(call, clerk, clock.instant());
  }
}
