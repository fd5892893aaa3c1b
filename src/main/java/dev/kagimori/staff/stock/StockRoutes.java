package dev.kagimori.staff.stock;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.Door;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.staff.Accounts;
import dev.kagimori.staff.Clerk;
import dev.kagimori.staff.Duty;
import dev.kagimori.staff.Guard;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** The operations of the stock's contract, each behind its {@link Duty}. */
public final class StockRoutes implements Routes {
  private final Guard guard;
  private final FobReading fobs;
  private final FobHandling handling;
  private final Checking checking;
  private final StockTaking takings;
  private final CampaignRoutes campaigns;

  public StockRoutes(
      Pool pool,
      Keyring keyring,
      Accounts accounts,
      TermsStore terms,
      Idempotency idempotency,
      InstantSource clock) {
    guard = new Guard(pool, accounts, clock);
    fobs = new FobReading(pool, terms, clock);
    handling = new FobHandling(keyring, terms, idempotency, clock);
    checking = new Checking(keyring, terms, idempotency, clock);
    takings = new StockTaking(pool, idempotency, clock);
    campaigns = new CampaignRoutes(pool, keyring, terms, idempotency, guard, clock);
  }

  @Override
  public Door door() {
    return Door.STOCK;
  }

  @Override
  public void mount(Api api) {
    reading(api, Duty.LOOK_UP_FOB, fobs::one);
    reading(api, Duty.LIST_FOBS, fobs::list);
    reading(api, Duty.COUNT_FOBS, fobs::counts);
    reading(api, Duty.GET_BRANCHES, fobs::branches);
    reading(api, Duty.GET_LOW_STOCK, fobs::low);
    reading(api, Duty.GET_BATTERY, fobs::battery);
    changing(api, Duty.PUT_BRANCH, handling::branch);
    changing(api, Duty.MOVE_FOBS, handling::move);
    changing(api, Duty.WITHDRAW_FOB, handling::withdraw);
    changing(api, Duty.HAND_OVER, handling::handOver);
    changing(api, Duty.RETURN_FOBS, handling::bookIn);
    changing(api, Duty.SCRAP, handling::scrap);

    // checks
    changing(api, Duty.CHECK_FOBS, checking::check);
    changing(api, Duty.OPEN_TAKING, takings::open);
    changing(api, Duty.SEE_FOBS, takings::see);
    changing(api, Duty.CLOSE_TAKING, takings::close);
    reading(api, Duty.GET_TAKINGS, takings::opened);
    reading(api, Duty.GET_TAKING, takings::one);
    campaigns.mount(api);
  }

  private void changing(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.before(duty, route));
  }

  private void reading(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.beforeReading(duty, route));
  }
}
