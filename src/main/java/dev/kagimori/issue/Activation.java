package dev.kagimori.issue;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.institution.Wait.Step;
import dev.kagimori.institution.Waits.Running;
import dev.kagimori.issue.AppIssueStore.AppIssue;
import dev.kagimori.issue.DeviceStore.Device;
import dev.kagimori.keyring.SeedUnusable;
import dev.kagimori.registration.Customer;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Activation (初期設定): a phone trades service ID, user ID and start password for the seed (A4).
 *
 * <p>The try is charged, durably, before the password is hashed: however many come at once to
 * however many instances, no more are answered than the terms allow.
 */
final class Activation {
  /** A phone that lost the answer may ask again for so long. */
  static final Duration REPEATED = Duration.ofMinutes(10);

  private final Pool pool;
  private final AppDoor door;
  private final StartPasswords passwords;
  private final Tries tries;
  private final Handout handout;
  private final UserStore users = new UserStore();

  Activation(Pool pool, AppDoor door, StartPasswords passwords, Tries tries, Handout handout) {
    this.pool = pool;
    this.door = door;
    this.passwords = passwords;
    this.tries = tries;
    this.handout = handout;
  }

  Answer run(Call call) {
    var userId =
        UserId.parse(call.body().getString("userId"))
            .orElseThrow(() -> AppDoor.malformed("userId", Reason.USER_ID));
    var password =
        TypedPassword.parse(call.body().getString("startPassword"))
            .orElseThrow(() -> AppDoor.malformed("startPassword", Reason.PASSWORD_DIGITS));
    var keys = DeviceKeys.read(call);
    return door.answer(
        call,
        ProblemCode.S0A1,
        asked -> {
          AppDoor.requireVersion(asked);
          AppDoor.requireClock(asked);
          door.charge(asked);
          return activate(asked, userId, password, keys);
        });
  }

  /** Charges the try, then compares. */
  private Answer activate(AppCall asked, UserId userId, TypedPassword password, DeviceKeys keys) {
    var institution = asked.institution();
    var found = Tx.reading(pool, db -> AppIssueStore.find(db, institution, userId));
    var entry = entry(asked, found);
    int most = tries.most(asked, userId, found);
    return switch (tries.charge(asked, userId, most)) {
      case LOCKED ->
          Tx.in(
              pool,
              Work.of((_, writes) ->
                  AppCall.refuse(writes, entry, "PASSWORD_LOCKED", ProblemCode.S0C4)));
      case TO_BE_COMPARED ->
          isRight(asked, userId, password, found)
              ? Tx.in(pool, Work.of((db, writes) -> activate(db, writes, asked, userId, keys)))
              : wrong(asked, userId, entry, found.isEmpty());
    };
  }

  private boolean isRight(
      AppCall asked, UserId userId, TypedPassword password, Optional<AppIssue> found) {
    var stored = found.map(AppIssue::password).orElse(null);
    boolean wrong = false;
    try {
      wrong = !passwords.matches(asked.institution(), password, stored);
      return !wrong;
    } finally { // at once: what follows may fail, or nothing may have been compared
      if (!wrong) tries.giveBack(asked, userId);
    }
  }

  private Answer wrong(AppCall asked, UserId userId, Entry entry, boolean unknown) {
    var reason = unknown ? "UNKNOWN_USER_ID" : "WRONG_PASSWORD";
    return Tx.in(
        pool,
        Work.of((db, writes) -> {
          tries.confirm(db, asked, userId);
          return AppCall.refuse(writes, entry, reason, ProblemCode.S0C1);
        }));
  }

  private static Entry entry(AppCall asked, Optional<AppIssue> found) {
    var entry = asked.entry(Action.ACTIVATE);
    return found
        .map(app ->
            Entry.of(
                    asked.institution(),
                    asked.now(),
                    asked.source(),
                    Action.ACTIVATE,
                    app.issue().owner().contract(),
                    app.issue().owner().user())
                .serial(serial(app).value()))
        .orElse(entry);
  }

  private static SerialNumber serial(AppIssue app) {
    var serial = app.issue().serial();
    if (serial == null) throw new IllegalStateException("an app issue without a token");
    return serial;
  }

  /** What an activation is decided on. */
  private record Held(AppCall asked, AppIssue app, User user, StoredToken token, Entry entry) {}

  private Answer activate(
      SqlClient db, Writes writes, AppCall asked, UserId userId, DeviceKeys keys) {
    var owner = AppIssueStore.find(db, asked.institution(), userId).orElseThrow().issue().owner();
    var user =
        users.lock(db, asked.institution(), owner.contract(), owner.user()).await().orElseThrow();
    var app = AppIssueStore.find(db, asked.institution(), userId).orElseThrow();
    var token =
        Optional.ofNullable(
                TokenStore.lock(db, asked.institution(), List.of(serial(app))).get(serial(app)))
            .orElseThrow();
    var held = new Held(asked, app, user, token, entry(asked, Optional.of(app)));
    return decided(db, writes, held, keys);
  }

  private Answer decided(SqlClient db, Writes writes, Held held, DeviceKeys keys) {
    return switch (held.app.issue().state()) {
      case WITHDRAWN, REPLACED, REVOKED ->
          AppCall.refuse(writes, held.entry, held.app.issue().state().name(), ProblemCode.S0B5);
      case ISSUED -> first(writes, held, keys);
      case ACTIVATED, USED -> again(db, writes, held, keys);
      case REQUESTED, ALLOCATED, SHIPPED ->
          throw new IllegalStateException("a fob is not activated");
    };
  }

  private Answer first(Writes writes, Held held, DeviceKeys keys) {
    var asked = held.asked;
    var token = held.token.token();
    if (isStopped(token)) return stopped(writes, held);
    if (!asked.now().isBefore(held.app.until()))
      return AppCall.refuse(
          writes, held.entry, "PASSWORD_EXPIRED", Problem.of(ProblemCode.S0C4, "ended"));
    var wait =
        asked.terms().waits().running(held.user.ended(), Kind.SOFTWARE, Step.SET_UP, asked.now());
    if (wait.isPresent())
      return AppCall.refuse(writes, held.entry, "TOO_EARLY", tooEarly(wait.get()));
    return switch (LifeCycle.decide(token, new Command.Activate(), asked.terms(), asked.now())) {
      case Decision.Refused refused ->
          AppCall.refuse(writes, held.entry, refused.reason().name(), ProblemCode.S0G1);
      case Decision.Done done -> handOut(writes, held, done, keys);
    };
  }

  private Answer handOut(Writes writes, Held held, Decision.Done done, DeviceKeys keys) {
    var asked = held.asked;
    var before = held.token.token();
    Answer answer;
    try {
      answer = handout.of(asked, new StoredToken(done.token(), held.token.seed()), keys);
    } catch (SeedUnusable e) {
      return AppCall.refuse(writes, held.entry, "SEED_UNUSABLE", ProblemCode.S0G1);
    }
    var version = asked.call().body().getString("appVersion");
    TokenStore.save(writes, before, done.token(), held.entry.with("appVersion", version));
    AppIssueStore.activate(writes, held.app.issue(), asked.now());
    var device = new Device(before.serial(), keys, asked.now());
    DeviceStore.insert(writes, asked.institution(), device, version);
    return answer;
  }

  /** The same phone lost the answer; another one may not have the token (A5). */
  private Answer again(SqlClient db, Writes writes, Held held, DeviceKeys keys) {
    var asked = held.asked;
    if (isStopped(held.token.token())) return stopped(writes, held);
    var same =
        DeviceStore.ofToken(db, asked.institution(), held.token.token().serial())
            .filter(device -> device.keys().equals(keys))
            .filter(device -> isRecent(device.activatedAt(), asked.now()));
    if (same.isEmpty()) return AppCall.refuse(writes, held.entry, "OTHER_DEVICE", ProblemCode.S0B4);
    try {
      var answer = handout.of(asked, held.token, keys);
      Customer.tell(writes, held.entry.with("repeated", true));
      return answer;
    } catch (SeedUnusable e) {
      return AppCall.refuse(writes, held.entry, "SEED_UNUSABLE", ProblemCode.S0G1);
    }
  }

  static boolean isRecent(Instant activated, Instant now) {
    return now.isBefore(activated.plus(REPEATED));
  }

  private static boolean isStopped(Token token) {
    return token.suspension() != null
        || token.state() == TokenState.REVOKED
        || token.state() == TokenState.RETIRED;
  }

  private static Answer stopped(Writes writes, Held held) {
    var token = held.token.token();
    var reason = token.suspension() != null ? "SUSPENDED" : token.state().name();
    return AppCall.refuse(writes, held.entry, reason, ProblemCode.S0B5);
  }

  private static Problem tooEarly(Running wait) {
    return Problem.ruled(ProblemCode.S0G1, wait.rule())
        .about("wait")
        .with("nextIssueFrom", Times.earliest(wait.until()));
  }
}
