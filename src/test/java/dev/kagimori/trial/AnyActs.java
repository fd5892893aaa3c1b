package dev.kagimori.trial;

import dev.kagimori.phone.Device;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What anybody may do next at a bank: customers, their apps, who helps them, and time. */
final class AnyActs {
  private static final int ACTS = 100;

  private final AnyBank bank;
  private final AnyHelp help;
  private final Instant end;
  private final Map<Customer, Issues.Issued> issued = new HashMap<>();
  private final Set<Issues.Issued> withdrawn = new HashSet<>();
  private final Map<Customer, String> exchanges = new HashMap<>();

  /**
   * @param end when time stops
   */
  AnyActs(AnyBank bank, AnyHelp help, Instant end) {
    this.bank = bank;
    this.help = help;
    this.end = end;
  }

  /** Does something. */
  void next() {
    var user = bank.users.get(bank.random.nextInt(bank.users.size()));
    int act = bank.random.nextInt(ACTS);
    if (act < 12) issueApp(user);
    else if (act < 17) bank.heard(user, Issues.request(user));
    else if (act < 19) withdraw(user);
    else if (act < 27) activate(user);
    else if (act < 30) selfIssue();
    else if (act < 42) start(user);
    else if (act < 58) verify(user);
    else if (act < 63) openExchange(user);
    else if (act < 69) completeExchange(user);
    else if (act < 73) stop(user);
    else if (act < 76) renew();
    else if (act < 80) help.byMaster();
    else if (act < 91) help.byStaff(user);
    else pass();
  }

  private void issueApp(Customer user) {
    var reply = bank.heard(user, Issues.ask(user));
    if (reply.status() == 201)
      issued.put(
          user,
          new Issues.Issued(
              user, reply.text("receiptNumber"), reply.text("serviceId"), reply.text("userId")));
  }

  private void withdraw(Customer user) {
    var issue = issued.get(user);
    if (issue == null) return;
    var reply = user.call("withdrawIssue").receiptNumber(issue.receiptNumber()).send();
    if (withdrawn.contains(issue)) bank.heardAgain(user, reply);
    else if (bank.heard(user, reply).status() == 200) withdrawn.add(issue);
  }

  private void activate(Customer user) {
    var issue = issued.get(user);
    if (issue == null) return;
    var phone = new Device();
    boolean right = bank.random.nextInt(4) > 0;
    var reply = bank.heard(user, issue.activate(phone, right ? Issues.PASSWORD : "60718293"));
    if (reply.status() != 201) return;
    if (!right) bank.beliefs.acceptedNothing(user.user(), "a password");
    hold(phone, reply);
  }

  private void selfIssue() {
    var phone = new Device();
    var time = bank.random.nextInt(8) == 0 ? bank.now().plusSeconds(3_600) : bank.now();
    var body = phone.selfIssue(bank.serviceId, "KG", time);
    var reply =
        bank.heard("app", Request.app(bank.institution.bank, "selfIssue").with(body).send());
    if (reply.status() == 201) hold(phone, reply);
  }

  private void hold(Device phone, Reply reply) {
    var token = Issues.opened(phone, bank.serviceId, reply);
    bank.holding.add(Held.of(token), phone);
    if (reply.json().getString("validUntil") != null)
      bank.beliefs.valid(token.serial(), until(reply));
  }

  private static Instant until(Reply reply) {
    return OffsetDateTime.parse(reply.text("validUntil")).toInstant();
  }

  /** The user's own as far as is known, else any. */
  private @Nullable Held own(Customer user) {
    var token = bank.holding.of(bank.beliefs.token(user.user()));
    return token == null ? bank.any() : token;
  }

  /** What was shown has to be a code of the token that it was taken for. */
  private void accepted(Customer user, @Nullable Held token, String code) {
    var step = token == null ? null : Holding.step(token, code, bank.now());
    if (token == null || step == null || step.isEmpty())
      bank.beliefs.acceptedNothing(user.user(), "a code");
    else bank.beliefs.accepted(user.user(), token.serial(), step.getAsLong(), bank.now());
  }

  private void start(Customer user) {
    var token = bank.any();
    if (token == null) return;
    var code = bank.typed(token);
    var body =
        new JsonObject()
            .put("serial", token.serial())
            .put("code", code)
            .put("loginOtp", bank.random.nextBoolean());
    if (bank.heard(user, user.call("start").with(body).send()).status() != 201) return;
    var step = Holding.step(token, code, bank.now());
    if (step.isEmpty()) bank.beliefs.acceptedNothing(user.user(), "a start");
    else bank.beliefs.started(user.user(), token.serial(), step.getAsLong(), bank.now());
  }

  private void verify(Customer user) {
    var token = own(user);
    if (token == null) return;
    var code = bank.typed(token);
    var operation = bank.random.nextBoolean() ? "LOGIN" : "TRANSFER";
    var body = new JsonObject().put("code", code).put("operation", operation);
    var reply = bank.heard(user, user.call("verify").with(body).send());
    if (reply.status() != 200) return;
    var result = reply.text("result");
    if (result.equals("ACCEPTED"))
      accepted(user, bank.holding.of(bank.beliefs.token(user.user())), code);
    if (result.equals("SUSPENDED") || reply.text("triesLeft").equals("0"))
      bank.beliefs.suspended(user.user());
  }

  private void openExchange(Customer user) {
    var token = own(user);
    if (token == null) return;
    var code = bank.typed(token);
    var body = new JsonObject().put("code", code);
    var reply = bank.heard(user, user.call("openExchange").with(body).send());
    if (reply.status() != 201) return;
    accepted(user, bank.holding.of(bank.beliefs.token(user.user())), code);
    exchanges.put(user, reply.text("exchange"));
  }

  private void completeExchange(Customer user) {
    var exchange = exchanges.get(user);
    var token = bank.any();
    if (exchange == null || token == null) return;
    var code = bank.typed(token);
    var body = new JsonObject().put("serial", token.serial()).put("code", code);
    var reply =
        bank.heard(user, user.call("completeExchange").exchange(exchange).with(body).send());
    if (reply.status() != 201) return;
    var step = Holding.step(token, code, bank.now());
    if (step.isEmpty()) bank.beliefs.acceptedNothing(user.user(), "an exchange");
    else bank.beliefs.exchanged(user.user(), token.serial(), step.getAsLong(), bank.now());
  }

  private void stop(Customer user) {
    var token = own(user);
    if (token == null) return;
    var code = bank.typed(token);
    var reply = bank.heard(user, user.call("stop").with(new JsonObject().put("code", code)).send());
    if (reply.status() != 201) return;
    accepted(user, bank.holding.of(bank.beliefs.token(user.user())), code);
    bank.beliefs.ended(user.user());
  }

  private void renew() {
    var token = bank.any();
    var phone = token == null ? null : bank.holding.phone(token.serial());
    if (token == null || phone == null) return;
    var code = bank.typed(token);
    var body = phone.renewal(bank.serviceId, token.serial(), code, bank.now());
    var reply = bank.heard("app", Request.app(bank.institution.bank, "renew").with(body).send());
    if (reply.status() != 200) return;
    var step = Holding.step(token, code, bank.now());
    if (step.isEmpty()) bank.beliefs.acceptedNothing("app", "a renewal");
    else bank.beliefs.renewed(token.serial(), step.getAsLong(), until(reply));
  }

  private void pass() {
    var later =
        switch (bank.random.nextInt(8)) {
          case 0 -> bank.now().plus(Duration.ofHours(1 + bank.random.nextInt(30)));
          case 1 -> bank.now().plus(Duration.ofDays(1 + bank.random.nextInt(40)));
          case 2 -> years();
          default -> bank.now().plusSeconds(30L + bank.random.nextInt(90));
        };
    if (later.isAfter(end)) later = bank.now().plusSeconds(60);
    bank.institution.bank.time.set(later);
    bank.tell("it is " + later);
  }

  /** Just before, at, or some days before the end of a registered token's validity. */
  private Instant years() {
    for (var serial : bank.beliefs.registered()) {
      var until = bank.beliefs.validUntil(serial);
      if (until == null || !until.isAfter(bank.now())) continue;
      var at =
          until.minus(
              List.of(Duration.ofSeconds(1), Duration.ZERO, Duration.ofDays(9))
                  .get(bank.random.nextInt(3)));
      if (at.isAfter(bank.now())) return at;
    }
    return bank.now().plus(Duration.ofDays(200));
  }
}
