package dev.kagimori.staff;

import dev.kagimori.database.Work;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.Door;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.ProblemException;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.registration.Resynchronise;
import dev.kagimori.stock.Destination;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The operations of the staff's contract, each behind its {@link Duty}. */
public final class StaffRoutes implements Routes {
  private final Idempotency idempotency;
  private final InstantSource clock;
  private final Guard guard;
  private final Acting acting;
  private final TwoPersons twoPersons = new TwoPersons();
  private final Approvals approvals;
  private final Resynchronise resynchronise;
  private final Reading reading;

  public StaffRoutes(
      Pool pool,
      Keyring keyring,
      Accounts accounts,
      TermsStore terms,
      Idempotency idempotency,
      InstantSource clock) {
    this.idempotency = idempotency;
    this.clock = clock;
    guard = new Guard(pool, accounts, clock);
    acting = new Acting(pool, terms, keyring);
    approvals = new Approvals(idempotency, acting, clock);
    resynchronise = new Resynchronise(pool, keyring, terms, idempotency, clock);
    reading = new Reading(pool, terms, clock);
  }

  @Override
  public Door door() {
    return Door.STAFF;
  }

  @Override
  public void mount(Api api) {
    reading(api, Duty.GET_OWN_ACCOUNT, (_, clerk) -> Reading.account(clerk));
    reading(api, Duty.LOOK_UP_USER, reading::user);
    reading(api, Duty.GET_APPROVALS, reading::approvals);
    reading(api, Duty.GET_DRIFT, reading::drift);
    acts(api, Duty.SUSPEND, call -> new Act.Suspend(owner(call), why(call)));
    acts(
        api,
        Duty.UNLOCK,
        call -> new Act.Unlock(owner(call), call.body().getString("identityCheckedBy"), why(call)));
    acts(api, Duty.LIFT_STARTS, call -> new Act.LiftStarts(owner(call), why(call)));
    acts(
        api,
        Duty.REVOKE,
        call ->
            new Act.Revoke(
                owner(call), Act.Reason.valueOf(call.body().getString("reason")), why(call)));
    acts(
        api,
        Duty.REISSUE,
        call ->
            new Act.Reissue(
                owner(call),
                fob(call),
                Act.Reason.valueOf(call.body().getString("reason")),
                why(call)));
    acts(
        api,
        Duty.ALLOCATE,
        call ->
            new Act.Allocate(
                serial(call),
                new Owner(call.body().getString("contract"), call.body().getString("user"))));
    acts(
        api,
        Duty.PUT_BACK,
        call ->
            new Act.PutBack(serial(call), Destination.read(call.body()).orElse(null), why(call)));
    changing(api, Duty.SHIP, this::ship);
    changing(api, Duty.RESYNCHRONISE, (call, _) -> resynchronise.run(call));
    changing(api, Duty.APPROVE, approvals::approve);
    changing(api, Duty.REJECT, approvals::reject);
  }

  private void reading(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.beforeReading(duty, route));
  }

  private void changing(Api api, Duty duty, BiFunction<Call, Clerk, Answer> route) {
    api.on(duty.operationId(), guard.before(duty, route));
  }

  private void acts(Api api, Duty duty, Function<Call, Act> act) {
    changing(api, duty, (call, clerk) -> act(call, clerk, act.apply(call)));
  }

  /** At once, or laid down for a second person. */
  private Answer act(Call call, Clerk clerk, Act act) {
    var now = clock.instant();
    var alone = new Acting.Occasion(clerk.institution(), clerk.source(), new JsonObject(), now);
    return idempotency.once(
        call,
        now,
        Work.of((db, writes) ->
            twoPersons.areNeeded(db, clerk, act)
                ? acting
                    .refusal(db, act, alone)
                    .orElseGet(() -> Approvals.ask(db, writes, clerk, act, now))
                : acting.act(db, writes, act, alone)));
  }

  private Answer ship(Call call, Clerk clerk) {
    var now = clock.instant();
    var serial = serial(call);
    var alone = new Acting.Occasion(clerk.institution(), clerk.source(), new JsonObject(), now);
    return idempotency.once(call, now, Work.of((db, _) -> acting.ship(db, serial, alone)));
  }

  private static Owner owner(Call call) {
    return new Owner(call.path("contract"), call.path("user"));
  }

  private static String why(Call call) {
    return call.body().getString("why");
  }

  private static SerialNumber fob(Call call) {
    return SerialNumber.parse(call.body().getString("serial"))
        .orElseThrow(() ->
            new ProblemException(FieldError.malformed(FieldError.body("/serial", Reason.SERIAL))));
  }

  private static SerialNumber serial(Call call) {
    return SerialNumber.parse(call.path("serial"))
        .orElseThrow(() ->
            new ProblemException(
                FieldError.malformed(new FieldError(In.PATH, "/serial", Reason.SERIAL, ""))));
  }
}
