package dev.kagimori.registration;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.ProblemException;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.Contract;
import dev.kagimori.institution.Contract.Kind;
import dev.kagimori.institution.Contract.Login;
import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User.Role;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** {@code putContract}: the front end tells its contracts and their users. */
public final class ContractRoutes implements Routes {
  private final ContractStore contracts = new ContractStore();
  private final Idempotency idempotency;
  private final TermsStore terms;
  private final Outbox outbox;
  private final InstantSource clock;

  public ContractRoutes(
      Idempotency idempotency, TermsStore terms, Outbox outbox, InstantSource clock) {
    this.idempotency = idempotency;
    this.terms = terms;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public void mount(Api api) {
    api.on("putContract", this::put);
  }

  private Answer put(Call call) {
    var contract = read(call.path("contract"), call.body());
    var now = clock.instant();
    return idempotency.once(
        call, now, Work.of((db, writes) -> put(db, writes, call, contract, now)));
  }

  private Answer put(SqlClient db, Writes writes, Call call, Contract contract, Instant now) {
    var caller = call.caller();
    var before = contracts.lockMail(db, caller.institution(), contract.contract());
    var put = contracts.put(db, caller.institution(), contract);
    Customer.tell(
        writes,
        new Entry(
            caller.institution(),
            now,
            new Source(caller.client(), caller.address(), caller.requestId()),
            Action.PUT_CONTRACT,
            null,
            contract.contract(),
            null,
            null,
            null,
            new JsonObject().put("users", contract.users().size())));
    before
        .filter(address -> !address.equals(contract.registeredMail()))
        .flatMap(address ->
            Mail.notice(
                caller.institution(),
                terms.at(caller.institution(), now),
                dev.kagimori.mail.Kind.ADDRESS_CHANGED,
                address))
        .ifPresent(mail -> outbox.add(writes, mail.about(contract.contract(), null).at(now), now));
    var answer = told(contract);
    return switch (put) {
      case CREATED -> Answer.created(answer);
      case UPDATED -> Answer.ok(answer);
      case OTHER_KIND -> throw malformed("/kind", Reason.KIND_FIXED);
      case OTHER_USER -> throw malformed("/users/0/user", Reason.ONE_USER);
    };
  }

  /** What is known now; the mail address is not told back. */
  private static JsonObject told(Contract contract) {
    var users = new JsonArray();
    for (var user : contract.users())
      users.add(new JsonObject().put("user", user.user()).put("role", user.role().name()));
    var required = contract.otpRequiredFrom();
    return new JsonObject()
        .put("contract", contract.contract())
        .put("kind", contract.kind().name())
        .put("declaredDailyLimit", contract.declaredDailyLimit())
        .put("mailRegistered", contract.registeredMail() != null)
        .put("otpRequiredFrom", required == null ? null : Times.text(required))
        .put("users", users);
  }

  /** The contract's pattern lets 31 February pass. */
  private static Instant instant(String text, String pointer) {
    try {
      var instant = OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(Instant.EPOCH)) throw malformed(pointer, Reason.NO_SUCH_DAY);
      return instant;
    } catch (DateTimeParseException e) {
      throw malformed(pointer, Reason.NO_SUCH_DAY);
    }
  }

  private static Contract read(String id, JsonObject body) {
    var kind = Kind.valueOf(body.getString("kind"));
    var required = body.getString("otpRequiredFrom");
    return new Contract(
        id,
        kind,
        body.getLong("declaredDailyLimit"),
        body.getString("registeredMail"),
        required == null ? null : instant(required, "/otpRequiredFrom"),
        users(kind, body));
  }

  private static List<Login> users(Kind kind, JsonObject body) {
    var array = body.getJsonArray("users");
    var users =
        IntStream.range(0, array.size())
            .mapToObj(array::getJsonObject)
            .map(user -> new Login(user.getString("user"), Role.valueOf(user.getString("role"))))
            .toList();
    var seen = new HashSet<String>();
    for (int i = 0; i < users.size(); i++) {
      boolean personal = users.get(i).role() == Role.PERSONAL;
      if (personal != (kind == Kind.PERSONAL))
        throw malformed("/users/" + i + "/role", Reason.ROLE);
      if (!seen.add(users.get(i).user()))
        throw malformed("/users/" + i + "/user", Reason.SAME_USER);
    }
    if (kind == Kind.PERSONAL && users.size() > 1) throw malformed("/users/1", Reason.ONE_USER);
    return users;
  }

  private static ProblemException malformed(String pointer, Reason reason) {
    return new ProblemException(FieldError.malformed(FieldError.body(pointer, reason)));
  }
}
