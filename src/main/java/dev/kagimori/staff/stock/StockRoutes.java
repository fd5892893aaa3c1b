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
  private final CampaignRoutes campaigns;

  public StockRoutes(
      Pool pool,
      Keyring keyring,
      Accounts accounts,
      TermsStore terms,
      Idempotency idempotency,
      InstantSource clock) {
    guard = new Guard(pool, accounts, clock);
    fobs = new FobReading(pool);
    campaigns = new CampaignRoutes(pool, keyring, terms, idempotency, guard, clock);
  }

  @Override
  public Door door() {
    return Door.STOCK;
  }

  @Override
  public void mount(Api api) {
    reading(api, Duty.LOOK_UP_FOB, fobs::one);
    campaigns.mount(api);
  }

  private void reading(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.beforeReading(duty, route));
  }
}
