package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import dev.kagimori.registration.Custody;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that apps have made by themselves, and renewals. */
class AppTokensIT {
  @TempDir static Path directory;
  private static TestBank bank;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  void e8AnAppHasATokenMadeAndItsCustomerStartsIt() {
    var minato = bank.institution("e8", selfIssuedADay(3));
    var serviceId = minato.serviceId();
    var phone = new Device();
    var made = selfIssue(phone, serviceId).expect(201);
    assertEquals(made.text("serial"), selfIssue(phone, serviceId).expect(201).text("serial"));
    var token = Issues.opened(phone, serviceId, made);
    var other = new Device();
    assertNotEquals(
        token.serial(),
        Issues.opened(other, serviceId, selfIssue(other, serviceId).expect(201)).serial());
    selfIssue(new Device(), serviceId).expect(201);
    selfIssue(new Device(), serviceId).expect(ProblemCode.RATE_LIMITED);
    selfIssue(phone, serviceId).expect(201);
    for (var make : new String[] {"GM", "VS", "ZZ"})
      Request.app(bank, "selfIssue")
          .with(phone.selfIssue(serviceId, make, now()))
          .expect(ProblemCode.NOT_OFFERED);

    var hanako = minato.customer("c-e8");
    Issues.start(hanako, token);
    var tomorrow = BusinessDay.of(now()).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant();
    bank.time.set(tomorrow.minusSeconds(1));
    selfIssue(new Device(), serviceId).expect(ProblemCode.RATE_LIMITED);
    bank.time.set(tomorrow);
    selfIssue(new Device(), serviceId).expect(201);
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
  }

  @Test
  void c5ACustomerRenewsFromThirtyDaysBeforeTheEndOnAndAlsoAfterIt() {
    var hanamizuki = Issues.institution(bank, "c5", "hanamizuki", idsOnPage());
    var hanako = hanamizuki.customer("c-c5");
    var issued = Issues.issue(hanako);
    var phone = new Device();
    var answer = issued.activate(phone).expect(201);
    var token = Issues.opened(phone, issued.serviceId(), answer);
    var until = OffsetDateTime.parse(answer.text("validUntil")).toInstant();
    renew(phone, issued, token).expect(ProblemCode.S0G1);
    Issues.start(hanako, token);

    bank.time.set(until.minus(Duration.ofDays(30)).minusSeconds(1));
    assertEquals(
        until.minus(Duration.ofDays(30)),
        OffsetDateTime.parse(
                renew(phone, issued, token).expect(ProblemCode.TOO_EARLY).text("nextIssueFrom"))
            .toInstant());
    bank.time.pass(Duration.ofSeconds(1));
    var renewed = renew(phone, issued, token).expect(200);
    var later = OffsetDateTime.parse(renewed.text("validUntil")).toInstant();
    assertEquals(now().atZone(BusinessDay.TOKYO).plusYears(4).toInstant(), later);

    bank.time.set(later);
    hanako.verify(Issues.code(hanako, token)).expectResult("EXPIRED");
    bank.time.pass(Duration.ofDays(100));
    var signed = renewal(phone, issued, token);
    Request.app(bank, "renew").with(signed).expect(200);
    bank.time.set(until(later));
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
  }

  private static Instant until(Instant later) {
    return later.plus(Duration.ofDays(101));
  }

  @Test
  void aBadSignatureCostsNoTryAndLooksLikeASerialNumberThatNobodyHas() {
    var hanamizuki = Issues.institution(bank, "signed", "hanamizuki", idsOnPage());
    var hanako = hanamizuki.customer("c-signed");
    var issued = Issues.issue(hanako);
    var phone = new Device();
    var token = issued.setUp(phone);
    Issues.start(hanako, token);
    bank.time.pass(Duration.ofDays(365 * 4));
    var right = renewal(phone, issued, token);
    var stranger = new Device().renewal(issued.serviceId(), token.serial(), "471093", now());
    var unknown = phone.renewal(issued.serviceId(), "HM0000000000", "471093", now());
    var bad = Request.app(bank, "renew").with(stranger).expect(ProblemCode.S0G1);
    var nobodys = Request.app(bank, "renew").with(unknown).expect(ProblemCode.S0G1);
    assertEquals(nobodys.telling(), bad.telling());
    for (var field : new String[] {"code", "deviceTime"})
      Request.app(bank, "renew")
          .with(
              right
                  .copy()
                  .put(field, field.equals("code") ? "471093" : now().plusSeconds(1).toString()))
          .expect(ProblemCode.S0G1);
    var wrong =
        phone.renewal(issued.serviceId(), token.serial(), Issues.wrongCode(token, now()), now());
    assertEquals(
        "4", Request.app(bank, "renew").with(wrong).expect(ProblemCode.WRONG).text("triesLeft"));
    Request.app(bank, "renew")
        .with(renewal(phone, issued, token, now().plusSeconds(61)))
        .expect(ProblemCode.S0F1);
    Request.app(bank, "renew").with(right).expect(200);
    Request.app(bank, "renew").with(right).expect(ProblemCode.TOO_EARLY);
    hanamizuki.staff(Custody.Act.SUSPEND, hanako);
    renew(phone, issued, token).expect(ProblemCode.S0B5);
  }

  private static JsonObject selfIssuedADay(int most) {
    return new JsonObject().put("app", new JsonObject().put("selfIssuedADay", most));
  }

  /** Otherwise a test would have to read the mail. */
  private static JsonObject idsOnPage() {
    return new JsonObject()
        .put("appIssue", new JsonObject().put("idsIn", new JsonArray().add("PAGE")));
  }

  private static Reply selfIssue(Device phone, String serviceId) {
    return Request.app(bank, "selfIssue").with(phone.selfIssue(serviceId, "KG", now())).send();
  }

  private static Reply renew(Device phone, Issues.Issued issued, AppToken token) {
    return Request.app(bank, "renew").with(renewal(phone, issued, token)).send();
  }

  private static JsonObject renewal(Device phone, Issues.Issued issued, AppToken token) {
    return renewal(phone, issued, token, now());
  }

  private static JsonObject renewal(
      Device phone, Issues.Issued issued, AppToken token, Instant deviceTime) {
    return phone.renewal(
        issued.serviceId(), token.serial(), Secrets.code(token.codeAt(now())), deviceTime);
  }

  private static Instant now() {
    return bank.time.instant();
  }
}
