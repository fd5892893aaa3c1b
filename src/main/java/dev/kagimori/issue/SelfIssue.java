package dev.kagimori.issue;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.issue.DeviceStore.Device;
import dev.kagimori.issue.Throttle.Counter;
import dev.kagimori.issue.Throttle.Scope;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.registration.Customer;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.List;

/**
 * An app has a token made for it before any customer is known (E8): it belongs to nobody until a
 * customer starts it by serial number and code.
 */
final class SelfIssue {
  private final Pool pool;
  private final AppDoor door;
  private final Throttle throttle;
  private final Keyring keyring;
  private final Handout handout;

  SelfIssue(Pool pool, AppDoor door, Throttle throttle, Keyring keyring, Handout handout) {
    this.pool = pool;
    this.door = door;
    this.throttle = throttle;
    this.keyring = keyring;
    this.handout = handout;
  }

  Answer run(Call call) {
    var keys = DeviceKeys.read(call);
    return door.answer(
        call,
        ProblemCode.S0B1,
        asked -> {
          AppDoor.requireVersion(asked);
          AppDoor.requireClock(asked);
          door.charge(asked);
          var make = make(asked, call.body().getString("make"));
          return Tx.in(pool, Work.of((db, writes) -> issue(db, writes, asked, make, keys)));
        });
  }

  /** The make of that prefix, where apps may have tokens of it and it may be registered now. */
  private static Make make(AppCall asked, String prefix) {
    var make =
        asked.terms().makes().stream()
            .filter(m -> m.prefix().equals(prefix) && m.selfIssued())
            .findFirst()
            .orElseThrow(() ->
                new ProblemException(
                    Problem.ruled(ProblemCode.NOT_OFFERED, "makes." + prefix + ".selfIssued")));
    boolean toExchange =
        asked.terms().offers(TokenOperation.EXCHANGE) && make.exchange().contains(asked.now());
    if (!toExchange && !make.start().contains(asked.now()))
      throw new ProblemException(
          Problem.ruled(ProblemCode.MAKE_CLOSED, "makes." + prefix + ".start"));
    return make;
  }

  private Answer issue(SqlClient db, Writes writes, AppCall asked, Make make, DeviceKeys keys) {
    var institution = asked.institution();
    var counter =
        new Counter(institution, Scope.SELF_ISSUE, Origin.of(asked.call().caller().address()));
    var end = Throttle.endOfDay(asked.now());
    // the row stays locked, so that a phone that asks twice at once gets one token
    boolean charged =
        throttle
            .charge(db, counter, asked.terms().app().selfIssuedADay(), end, asked.now())
            .isPresent();
    var before =
        DeviceStore.selfIssued(
            db, institution, keys, make.prefix(), asked.now().minus(Activation.REPEATED));
    if (before.isPresent()) {
      if (charged) throttle.giveBack(db, counter);
      return repeated(db, writes, asked, before.get());
    }
    if (!charged) throw new ProblemException(AppDoor.limited(Duration.between(asked.now(), end)));
    return made(db, writes, asked, make, keys);
  }

  private Answer made(SqlClient db, Writes writes, AppCall asked, Make make, DeviceKeys keys) {
    var institution = asked.institution();
    var version = asked.call().body().getString("appVersion");
    var made = NewToken.of(db, institution, make, asked.terms(), keyring);
    var token =
        Token.fresh(
            made.serial(),
            Kind.SOFTWARE,
            make.totp(),
            TokenState.ACTIVATED,
            asked.terms().validity().until(asked.now()));
    var stored = new StoredToken(token, made.seed());
    TokenStore.add(writes, institution, stored, asked.now());
    DeviceStore.insert(writes, institution, new Device(made.serial(), keys, asked.now()), version);
    Customer.tell(
        writes,
        asked.entry(Action.SELF_ISSUE).serial(made.serial().value()).with("appVersion", version));
    return handout.of(asked, stored, keys);
  }

  private Answer repeated(SqlClient db, Writes writes, AppCall asked, Device device) {
    var stored =
        TokenStore.lock(db, asked.institution(), List.of(device.serial())).get(device.serial());
    if (stored == null) throw new IllegalStateException("a phone's token is gone");
    Customer.tell(
        writes,
        asked.entry(Action.SELF_ISSUE).serial(device.serial().value()).with("repeated", true));
    return handout.of(asked, stored, device.keys());
  }
}
