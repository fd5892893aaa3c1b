package dev.kagimori.trial;

import dev.kagimori.phone.Device;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What anybody may do next at a bank: customers, their apps, a master user, staff, and time. */
final class AnyActs {
  private static final Set<String> BY_TERMS =
      Set.of("NOT_OFFERED", "TOO_EARLY", "MAKE_CLOSED", "EXPIRED", "S0K1", "S0F1");
  private static final int ACTS = 100;

  private final TestBank bank;
  private final List<Customer> users;
  private final Clerk clerk;
  private final Clerk boss;
  private final Holding holding;
  private final Random random;
  private final Instant end;
  private final String serviceId;
  private final Beliefs beliefs = new Beliefs();
  private final List<String> told = new ArrayList<>();
  private final Map<Customer, Issues.Issued> issued = new HashMap<>();
  private final Map<Customer, String> exchanges = new HashMap<>();

  AnyActs(
      Institution institution,
      List<Customer> users,
      Clerk clerk,
      Clerk boss,
      Holding holding,
      Random random,
      Instant end) {
    this.users = users;
    this.clerk = clerk;
    this.boss = boss;
    this.holding = holding;
    this.random = random;
    this.end = end;
    bank = institution.bank;
    serviceId = institution.serviceId();
  }

  Beliefs beliefs() {
    return beliefs;
  }

  /** What was done, and how it was answered, without secrets. */
  List<String> told() {
    return told;
  }

  /** Does something. */
  void next() {
    var user = users.get(random.nextInt(users.size()));
    int act = random.nextInt(ACTS);
    if (act < 12) issueApp(user);
    else if (act < 17) heard(user, Issues.request(user));
    else if (act < 19) withdraw(user);
    else if (act < 27) activate(user);
    else if (act < 30) selfIssue();
    else if (act < 42) start(user);
    else if (act < 58) verify(user);
    else if (act < 63) openExchange(user);
    else if (act < 69) completeExchange(user);
    else if (act < 73) stop(user);
    else if (act < 76) renew();
    else if (act < 80) byMaster();
    else if (act < 91) byStaff(user);
    else pass();
  }

  private Instant now() {
    return bank.time.instant();
  }

  /** Holds each answer against what all answers have in common. */
  private Reply heard(Customer user, Reply reply) {
    return heard(user.user(), reply);
  }

  private Reply heard(String who, Reply reply) {
    var code = reply.status() < 300 ? "" : reply.text("code");
    told.add("%s %s: %d %s".formatted(reply.operationId(), who, reply.status(), code));
    if (reply.status() == 500) throw new AssertionError("broken: " + reply.operationId());
    if (BY_TERMS.contains(code) && reply.json().getString("rule") == null)
      throw new AssertionError(code + " without rule: " + reply.body());
    return reply;
  }

  private void issueApp(Customer user) {
    var reply = heard(user, Issues.ask(user));
    if (reply.status() == 201)
      issued.put(
          user,
          new Issues.Issued(
              user, reply.text("receiptNumber"), reply.text("serviceId"), reply.text("userId")));
  }

  private void withdraw(Customer user) {
    var issue = issued.get(user);
    if (issue == null) return;
    heard(user, user.call("withdrawIssue").receiptNumber(issue.receiptNumber()).send());
  }

  private void activate(Customer user) {
    var issue = issued.get(user);
    if (issue == null) return;
    var phone = new Device();
    boolean right = random.nextInt(4) > 0;
    var reply = heard(user, issue.activate(phone, right ? Issues.PASSWORD : "60718293"));
    if (reply.status() != 201) return;
    if (!right) beliefs.acceptedNothing(user.user(), "a password");
    hold(phone, reply);
  }

  private void selfIssue() {
    var phone = new Device();
    var time = random.nextInt(8) == 0 ? now().plusSeconds(3_600) : now();
    var body = phone.selfIssue(serviceId, "KG", time);
    var reply = heard("app", Request.app(bank, "selfIssue").with(body).send());
    if (reply.status() == 201) hold(phone, reply);
  }

  private void hold(Device phone, Reply reply) {
    var token = Issues.opened(phone, serviceId, reply);
    holding.add(Held.of(token), phone);
    beliefs.valid(token.serial(), until(reply));
  }

  private static Instant until(Reply reply) {
    return OffsetDateTime.parse(reply.text("validUntil")).toInstant();
  }

  /** A token's code: right, of a step beside, as before, wrong, or another token's. */
  private String typed(Held token) {
    int way = random.nextInt(20);
    if (way < 13) return holding.shown(token, now(), 0);
    if (way < 15) return holding.shown(token, now(), way == 13 ? -1 : 1);
    if (way < 17) return holding.again(token, now());
    if (way < 19) return token.wrongCode(now());
    var all = holding.all();
    return holding.shown(all.get(random.nextInt(all.size())), now(), 0);
  }

  private @Nullable Held any() {
    var all = holding.all();
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  /** The user's own as far as is known, else any. */
  private @Nullable Held own(Customer user) {
    var token = holding.of(beliefs.token(user.user()));
    return token == null ? any() : token;
  }

  /** What was shown has to be a code of the token that it was taken for. */
  private void accepted(Customer user, @Nullable Held token, String code) {
    var step = token == null ? null : Holding.step(token, code, now());
    if (token == null || step == null || step.isEmpty())
      beliefs.acceptedNothing(user.user(), "a code");
    else beliefs.accepted(user.user(), token.serial(), step.getAsLong(), now());
  }

  private void start(Customer user) {
    var token = any();
    if (token == null) return;
    var code = typed(token);
    var body =
        new JsonObject()
            .put("serial", token.serial())
            .put("code", code)
            .put("loginOtp", random.nextBoolean());
    if (heard(user, user.call("start").with(body).send()).status() != 201) return;
    var step = Holding.step(token, code, now());
    if (step.isEmpty()) beliefs.acceptedNothing(user.user(), "a start");
    else beliefs.started(user.user(), token.serial(), step.getAsLong(), now());
  }

  private void verify(Customer user) {
    var token = own(user);
    if (token == null) return;
    var code = typed(token);
    var operation = random.nextBoolean() ? "LOGIN" : "TRANSFER";
    var body = new JsonObject().put("code", code).put("operation", operation);
    var reply = heard(user, user.call("verify").with(body).send());
    if (reply.status() != 200) return;
    var result = reply.text("result");
    told.set(told.size() - 1, "verify %s: %s".formatted(user.user(), result));
    if (result.equals("ACCEPTED")) accepted(user, holding.of(beliefs.token(user.user())), code);
    if (result.equals("SUSPENDED") || reply.text("triesLeft").equals("0"))
      beliefs.suspended(user.user());
  }

  private void openExchange(Customer user) {
    var token = own(user);
    if (token == null) return;
    var code = typed(token);
    var body = new JsonObject().put("code", code);
    var reply = heard(user, user.call("openExchange").with(body).send());
    if (reply.status() != 201) return;
    accepted(user, holding.of(beliefs.token(user.user())), code);
    exchanges.put(user, reply.text("exchange"));
  }

  private void completeExchange(Customer user) {
    var exchange = exchanges.get(user);
    var token = any();
    if (exchange == null || token == null) return;
    var code = typed(token);
    var body = new JsonObject().put("serial", token.serial()).put("code", code);
    var reply = heard(user, user.call("completeExchange").exchange(exchange).with(body).send());
    if (reply.status() != 201) return;
    var step = Holding.step(token, code, now());
    if (step.isEmpty()) beliefs.acceptedNothing(user.user(), "an exchange");
    else beliefs.exchanged(user.user(), token.serial(), step.getAsLong(), now());
  }

  private void stop(Customer user) {
    var token = own(user);
    if (token == null) return;
    var code = typed(token);
    var reply = heard(user, user.call("stop").with(new JsonObject().put("code", code)).send());
    if (reply.status() != 201) return;
    accepted(user, holding.of(beliefs.token(user.user())), code);
    beliefs.ended(user.user());
  }

  private void renew() {
    var token = any();
    var phone = token == null ? null : holding.phone(token.serial());
    if (token == null || phone == null) return;
    var code = typed(token);
    var body = phone.renewal(serviceId, token.serial(), code, now());
    var reply = heard("app", Request.app(bank, "renew").with(body).send());
    if (reply.status() != 200) return;
    var step = Holding.step(token, code, now());
    if (step.isEmpty()) beliefs.acceptedNothing("app", "a renewal");
    else beliefs.renewed(token.serial(), step.getAsLong(), until(reply));
  }

  private void byMaster() {
    var by = users.get(random.nextInt(2));
    boolean unlock = random.nextBoolean();
    var names = new JsonArray();
    users.forEach(user -> names.add(user.user()));
    var body = new JsonObject().put("by", by.user()).put("users", names);
    if (!unlock) body.put("reason", random.nextBoolean() ? "LOSS" : "PHONE_CHANGE");
    var reply = heard(by, by.call(unlock ? "unlockUsers" : "revokeUsers").with(body).send());
    if (reply.status() != 200) return;
    for (var one : reply.json().getJsonArray("results")) {
      var result = (JsonObject) one;
      if (!result.getString("result").equals("DONE")) continue;
      if (unlock) beliefs.unlocked(result.getString("user"));
      else beliefs.ended(result.getString("user"));
    }
  }

  private void byStaff(Customer user) {
    switch (random.nextInt(7)) {
      case 0 -> {
        if (heard(user, clerk.suspend(user)).status() == 200) beliefs.suspended(user.user());
      }
      case 1, 2 -> {
        if (approved(user, clerk.unlock(user))) beliefs.unlocked(user.user());
      }
      case 3 -> {
        if (approved(user, clerk.revoke(user))) beliefs.ended(user.user());
      }
      case 4 ->
          heard(
              user,
              clerk.about(user, "liftStarts").with(new JsonObject().put("why", "misread")).send());
      case 5 -> allocate(user);
      default -> {
        var token = any();
        if (token != null && approved(user, clerk.putBack(token.serial())))
          beliefs.putBack(token.serial());
      }
    }
  }

  private void allocate(Customer user) {
    var token = any();
    if (token == null) return;
    var owner = new JsonObject().put("contract", user.contract()).put("user", user.user());
    heard(user, clerk.about(token.serial(), "allocateFob").with(owner).send());
    if (random.nextBoolean()) heard(user, clerk.about(token.serial(), "shipFob").send());
  }

  /** At once, or by a second person, who agrees. */
  private boolean approved(Customer user, Reply reply) {
    heard(user, reply);
    if (reply.status() != 202) return reply.status() == 200;
    return heard(user, boss.approve(reply.text("approval"))).status() == 200;
  }

  private void pass() {
    var later =
        switch (random.nextInt(8)) {
          case 0 -> now().plus(Duration.ofHours(1 + random.nextInt(30)));
          case 1 -> now().plus(Duration.ofDays(1 + random.nextInt(40)));
          case 2 -> years();
          default -> now().plusSeconds(30L + random.nextInt(90));
        };
    if (later.isAfter(end)) later = now().plusSeconds(60);
    bank.time.set(later);
    told.add("it is " + later);
  }

  /** Just before, at, or some days before the end of a registered token's validity. */
  private Instant years() {
    for (var serial : beliefs.registered()) {
      var until = beliefs.validUntil(serial);
      if (until == null || !until.isAfter(now())) continue;
      var at =
          until.minus(
              List.of(Duration.ofSeconds(1), Duration.ZERO, Duration.ofDays(9))
                  .get(random.nextInt(3)));
      if (at.isAfter(now())) return at;
    }
    return now().plus(Duration.ofDays(200));
  }
}
