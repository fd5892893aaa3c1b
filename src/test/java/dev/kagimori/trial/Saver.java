package dev.kagimori.trial;

import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A customer who lives with a token for years, and follows the rules. */
final class Saver {
  private final Customer customer;
  private final Clerk clerk;
  private final TestBank bank;

  /** What was done, by all together. */
  private final Map<String, Integer> done;

  private Device phone = new Device();
  private Issues.@Nullable Issued issued;
  private @Nullable AppToken app;
  private @Nullable Fob fob;
  private @Nullable Instant validUntil;

  Saver(Customer customer, Clerk clerk, Map<String, Integer> done) {
    this.customer = customer;
    this.clerk = clerk;
    this.done = done;
    bank = customer.institution().bank;
  }

  boolean hasFob() {
    return fob != null;
  }

  /** Of an app's token. */
  @Nullable Instant validUntil() {
    return validUntil;
  }

  private void did(String what) {
    done.merge(what, 1, Integer::sum);
  }

  private Instant now() {
    return bank.time.instant();
  }

  private String code() {
    return fob == null
        ? Secrets.code(Objects.requireNonNull(app).codeAt(now()))
        : customer.code(fob);
  }

  Request login() {
    return verify(new JsonObject().put("code", code()));
  }

  /** As who is asked for the next code, too. */
  Request loginWithNext() {
    var held = customer.held(Objects.requireNonNull(fob));
    return verify(new JsonObject().put("code", code()).put("nextCode", held.nextCode()));
  }

  private Request verify(JsonObject body) {
    return customer.call("verify").with(body.put("operation", "LOGIN"));
  }

  void getApp() {
    issueApp();
    setUp();
    startApp();
  }

  private void issueApp() {
    issued = Issues.issue(customer);
    did("ISSUE");
    did("APP_DOWNLOAD");
    did("ACCEPTANCE");
  }

  private void setUp() {
    var issue = Objects.requireNonNull(issued);
    var answer = issue.activate(phone).expect(201);
    app = Issues.opened(phone, issue.serviceId(), answer);
    validUntil = OffsetDateTime.parse(answer.text("validUntil")).toInstant();
  }

  private void startApp() {
    Issues.start(customer, Objects.requireNonNull(app));
    did("START");
  }

  /** C4: releases at the old phone, sets up at the new one on the next day. */
  void changePhone() {
    Issues.stop(customer, Objects.requireNonNull(app)).expect(201);
    did("STOP");
    issueApp();
    phone = new Device();
    Objects.requireNonNull(issued).activate(phone).expect(ProblemCode.S0G1);
    bank.time.set(BusinessDay.of(now()).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant());
    setUp();
    startApp();
  }

  /** Staff revoke what was lost; the customer gets another of the same kind. */
  void lose() {
    clerk.revoke(customer).expect(200);
    did("REVOKED");
    if (fob == null) {
      phone = new Device();
      getApp();
    } else getFob();
  }

  void getFob() {
    fob = shipped();
    customer.start(fob).expect(201);
    did("START");
  }

  /** E5. */
  void exchangeFob() {
    var next = shipped();
    var exchange = customer.openExchange(Objects.requireNonNull(fob)).expect(201).text("exchange");
    customer.completeExchange(exchange, next).expect(201);
    fob = next;
    did("EXCHANGE");
  }

  /** Before its battery is empty. */
  void exchangeOldFob() {
    if (fob != null && fob.clockSet().plus(Battery.LIFE).isBefore(now().plus(Duration.ofDays(60))))
      exchangeFob();
  }

  private Fob shipped() {
    Issues.request(customer).expect(201);
    did("ISSUE");
    did("HARDWARE_REQUESTED");
    var made = now().minus(Duration.ofDays(30));
    var fobs = Fobs.random(1, List.of(Make.TK8), bank.random, made);
    customer.institution().deliver(fobs);
    var serial = fobs.getFirst().serial();
    var owner = new JsonObject().put("contract", customer.contract()).put("user", customer.user());
    clerk.about(serial, "allocateFob").with(owner).expect(200);
    clerk.about(serial, "shipFob").expect(200);
    did("SHIPPED");
    return fobs.getFirst();
  }

  /** C5. */
  void renew() {
    var token = Objects.requireNonNull(app);
    var reply = Issues.renew(customer.institution(), phone, token).expect(200);
    validUntil = OffsetDateTime.parse(reply.text("validUntil")).toInstant();
    did("RENEW");
  }

  @Override
  public String toString() {
    return customer.user() + (fob == null ? " with an app" : " with a fob");
  }
}
