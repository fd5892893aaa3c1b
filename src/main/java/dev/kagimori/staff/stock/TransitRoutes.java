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
import dev.kagimori.staff.SeedExportDesk;
import dev.kagimori.stock.intake.Import;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.function.BiFunction;

/** Imports and exports: what comes into the stock's books and what leaves them, as streams. */
public final class TransitRoutes implements Routes {
  private final Guard guard;
  private final Idempotency idempotency;
  private final InstantSource clock;
  private final ImportDesk imports;
  private final ImportReading reading;
  private final KeyDesk keys;
  private final StockExport export;
  private final SeedExportDesk seeds;

  public TransitRoutes(
      Pool pool,
      Keyring keyring,
      Accounts accounts,
      TermsStore terms,
      Idempotency idempotency,
      InstantSource clock,
      MeterRegistry meters) {
    this.idempotency = idempotency;
    this.clock = clock;
    guard = new Guard(pool, accounts, clock);
    imports = new ImportDesk(pool, keyring, new Import(pool, keyring, terms, meters), clock);
    reading = new ImportReading(pool);
    keys = new KeyDesk(pool, keyring, clock);
    export = new StockExport(pool, terms, clock);
    seeds = new SeedExportDesk(pool, keyring);
  }

  @Override
  public Door door() {
    return Door.STOCK;
  }

  @Override
  public void mount(Api api) {
    api.onUpload(
        Duty.IMPORT_SEEDS.operationId(), guard.beforeUpload(Duty.IMPORT_SEEDS, imports::run));
    reading(api, Duty.GET_IMPORTS, reading::list);
    reading(api, Duty.GET_IMPORT, reading::one);
    reading(api, Duty.GET_TRANSPORT_KEYS, keys::list);
    changing(api, Duty.PUT_TRANSPORT_KEY, keys::put);
    changing(api, Duty.DROP_TRANSPORT_KEY, keys::drop);
    api.onDownload(
        Duty.EXPORT_STOCK.operationId(), guard.beforeDownload(Duty.EXPORT_STOCK, export::csv));
    changing(
        api,
        Duty.REQUEST_SEED_EXPORT,
        (call, clerk) -> seeds.ask(call, clerk, idempotency, clock.instant()));
    api.onDownload(
        Duty.DOWNLOAD_SEEDS.operationId(),
        guard.beforeDownload(
            Duty.DOWNLOAD_SEEDS, (call, clerk) -> seeds.fetch(call, clerk, clock.instant())));
  }

  private void changing(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.before(duty, route));
  }

  private void reading(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.beforeReading(duty, route));
  }
}
