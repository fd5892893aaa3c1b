package dev.kagimori.issue;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.Times;
import dev.kagimori.issue.DeviceStore.Device;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.registration.OwnToken;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Judge;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenFields;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer renews the validity of their app token by its app (C5). The phone's signature is
 * looked at before anything that could cost the token a try.
 */
final class Renewal {
  private static final Problem REFUSED = Problem.of(ProblemCode.S0G1, "renewal");

  private final Pool pool;
  private final AppDoor door;
  private final Judge judge;

  /** Whose signature is looked at where a serial number has no phone: nobody knows the key. */
  private final byte[] nobodys;

  Renewal(Pool pool, AppDoor door, Keyring keyring) {
    this.pool = pool;
    this.door = door;
    judge = new Judge(keyring);
    nobodys = nobodysKey();
  }

  Answer run(Call call) {
    TokenFields.code(call);
    var serial = TokenFields.serial(call);
    return door.answer(call, ProblemCode.S0B1, asked -> renew(asked, serial));
  }

  private Answer renew(AppCall asked, SerialNumber serial) {
    door.charge(asked);
    var device = Tx.reading(pool, db -> DeviceStore.ofToken(db, asked.institution(), serial));
    if (!isSigned(asked, device))
      return Tx.in(
          pool,
          Work.of((_, writes) ->
              AppCall.refuse(
                  writes,
                  device.isPresent() ? entry(asked, serial) : asked.entry(Action.RENEW),
                  device.isPresent() ? "SIGNATURE" : "UNKNOWN_SERIAL",
                  REFUSED)));
    AppDoor.requireClock(asked);
    return Tx.in(pool, Work.of((db, writes) -> renew(db, writes, asked, serial)));
  }

  private boolean isSigned(AppCall asked, Optional<Device> device) {
    var key = device.map(known -> known.keys().signing()).orElse(nobodys);
    boolean verified = P256.verifies(key, signed(asked.call()), signature(asked.call()));
    return verified && device.isPresent();
  }

  /** The call and its fields as they were sent, a line each. */
  private static byte[] signed(Call call) {
    var body = call.body();
    return String.join(
            "\n",
            call.method() + " " + call.path(),
            body.getString("serviceId"),
            body.getString("serial"),
            body.getString("code"),
            body.getString("deviceTime"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] signature(Call call) {
    try {
      return Base64.getUrlDecoder().decode(call.body().getString("signature"));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private Answer renew(SqlClient db, Writes writes, AppCall asked, SerialNumber serial) {
    var entry = entry(asked, serial);
    var stored = TokenStore.lock(db, asked.institution(), List.of(serial)).get(serial);
    if (stored == null) return AppCall.refuse(writes, entry, "UNKNOWN_SERIAL", REFUSED);
    if (!asked.terms().offers(TokenOperation.RENEW))
      return AppCall.refuse(
          writes, entry, "NOT_OFFERED", Problem.ruled(ProblemCode.NOT_OFFERED, "offered"));
    return decided(writes, asked, stored, entry);
  }

  private Answer decided(Writes writes, AppCall asked, StoredToken stored, Entry entry) {
    var before = stored.token();
    var owner = before.owner();
    var about =
        owner == null
            ? entry
            : Entry.of(
                    asked.institution(),
                    asked.now(),
                    asked.source(),
                    Action.RENEW,
                    owner.contract(),
                    owner.user())
                .serial(before.serial().value());
    var decision =
        judge.decide(
            asked.institution(),
            stored,
            TokenFields.code(asked.call()),
            null,
            Command.Renew::new,
            asked.terms(),
            asked.now());
    OwnToken.save(writes, before, decision, about);
    return switch (decision) {
      case Decision.Done(Token renewed) ->
          Answer.ok(
              new JsonObject()
                  .put("validUntil", Times.text(Objects.requireNonNull(renewed.validUntil()))));
      case Decision.Refused refused -> new Answer.Refused(refusal(refused, asked));
    };
  }

  private static Problem refusal(Decision.Refused refused, AppCall asked) {
    var token = refused.token();
    return switch (refused.reason()) {
      case WRONG -> triesLeft(ProblemCode.WRONG, token, asked);
      case REPLAYED -> triesLeft(ProblemCode.REPLAYED, token, asked);
      case NEXT_CODE_NEEDED -> triesLeft(ProblemCode.NEXT_CODE_NEEDED, token, asked);
      case SUSPENDED -> Problem.of(ProblemCode.S0B5);
      case WRONG_STATE ->
          token.state() == TokenState.REVOKED || token.state() == TokenState.RETIRED
              ? Problem.of(ProblemCode.S0B5)
              : REFUSED;
      case NOT_RENEWABLE -> notYet(token.validUntil(), asked);
      case EXPIRED,
          NOT_THEIRS,
          NOT_REUSABLE,
          NOT_CHECKED,
          MAKE_CLOSED,
          UNKNOWN_MAKE,
          REPLACE_TOKEN,
          WRONG_KIND,
          UNKNOWN_SERIAL,
          SEED_UNUSABLE ->
          REFUSED;
    };
  }

  private static Problem triesLeft(ProblemCode code, Token token, AppCall asked) {
    return Problem.of(code).with("triesLeft", LifeCycle.triesLeft(token, asked.terms()));
  }

  /** What has no end is not renewed. */
  private static Problem notYet(@Nullable Instant validUntil, AppCall asked) {
    return validUntil == null
        ? Problem.ruled(ProblemCode.NOT_OFFERED, "validity")
        : Problem.ruled(ProblemCode.TOO_EARLY, "validity.renewalDays")
            .with(
                "nextIssueFrom",
                Times.earliest(asked.terms().validity().renewableFrom(validUntil)));
  }

  private static Entry entry(AppCall asked, SerialNumber serial) {
    return asked.entry(Action.RENEW).serial(serial.value());
  }

  private static byte[] nobodysKey() {
    try {
      return P256.point((ECPublicKey) P256.newPair().getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is part of every JDK", e);
    }
  }
}
