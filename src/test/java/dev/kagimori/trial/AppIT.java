package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.Device;
import dev.kagimori.registration.Custody;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phone app's door, as an app that knows nothing but its contract finds it. */
class AppIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution aoba;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    aoba = Issues.institution(bank, "aoba", "aoba", new JsonObject());
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  /** A minute later an address may call as often again. */
  private static void nextMinute() {
    bank.time.pass(Duration.ofMinutes(1));
  }

  @Test
  void a4IssueSetUpStartAndVerify() {
    var hanako = aoba.customer("c-a4");
    var issued = Issues.issue(hanako);
    var phone = new Device();
    var answer = issued.activate(phone).expect(201);
    assertEquals("青葉医師信用組合", answer.json().getJsonObject("institution").getString("name"));
    var until = bank.time.instant().atZone(BusinessDay.TOKYO).plusYears(5);
    assertEquals(until.toInstant(), OffsetDateTime.parse(answer.text("validUntil")).toInstant());
    var token = Issues.opened(phone, issued.serviceId(), answer);
    assertTrue(token.serial().matches("AO[0-9]{10}"), token.serial());
    Issues.start(hanako, token);
    nextMinute();
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
    assertEquals("IN_USE", hanako.status().text("status"));
  }

  @Test
  void a5ThePhoneThatLostTheAnswerGetsItAgainAndNoOtherDoes() {
    nextMinute();
    var issued = Issues.issue(aoba.customer("c-a5"));
    var phone = new Device();
    var first = issued.activate(phone).expect(201);
    var again = issued.activate(phone).expect(201);
    assertNotEquals(first.text("sealedSeed"), again.text("sealedSeed"));
    assertArrayEquals(
        Issues.opened(phone, issued.serviceId(), first).seed(),
        Issues.opened(phone, issued.serviceId(), again).seed());
    issued.activate(new Device()).expect(ProblemCode.S0B4);
    issued.activate(new Device(), "48205714").expect(ProblemCode.S0C1);
    bank.time.pass(Duration.ofMinutes(10).minusMillis(1));
    issued.activate(phone).expect(201);
    bank.time.pass(Duration.ofMillis(1));
    issued.activate(phone).expect(ProblemCode.S0B4);
  }

  @Test
  @DisplayName("A10: every refusal of the table that a server can give")
  void everyRefusalOfTheTable() {
    nextMinute();
    var issued = Issues.issue(aoba.customer("c-a10"));
    var phone = new Device();
    var fitting = phone.activation(issued.serviceId(), issued.userId(), Issues.PASSWORD, now());
    activate(fitting.copy().put("serviceId", unknown(issued.serviceId()))).expect(ProblemCode.S0A1);
    Request.app(bank, "selfIssue")
        .with(phone.selfIssue(unknown(issued.serviceId()), "KG", now()))
        .expect(ProblemCode.S0B1);
    assertEquals(
        "0.9.9",
        activate(fitting.copy().put("appVersion", "0.9.9"))
            .expect(ProblemCode.S0K1)
            .text("appVersion"));
    for (int off : new int[] {-61, 61})
      activate(fitting.copy().put("deviceTime", now().plusSeconds(off).toString()))
          .expect(ProblemCode.S0F1);
    activate(fitting.copy().put("startPassword", "48205714")).expect(ProblemCode.S0C1);
    for (var bad :
        List.of(
            fitting.copy().put("userId", issued.userId().substring(1)),
            fitting.copy().put("startPassword", "12x4"),
            fitting.copy().put("serviceId", "1"),
            fitting.copy().put("deviceTime", "2026-02-31T10:00:00Z"),
            fitting.copy().put("signingKey", fitting.getString("sealingKey")),
            fitting.copy().put("sealingKey", "B".repeat(87))))
      activate(bad).expect(ProblemCode.MALFORMED);
    for (int off : new int[] {-60, 60})
      activate(fitting.copy().put("deviceTime", now().plusSeconds(off).toString())).expect(201);
  }

  @Test
  void a13WhatsRefusedTellsTheHelpDeskAndTheModels() {
    nextMinute();
    var hanako = aoba.customer("c-a13");
    var issued = Issues.issue(hanako);
    var phone = new Device();
    var fitting = phone.activation(issued.serviceId(), issued.userId(), Issues.PASSWORD, now());
    var told = hanako.call("getInstitution").send().expect(200).json();
    for (var refused :
        List.of(
            activate(fitting.copy().put("appVersion", "0.9.9")).expect(ProblemCode.S0K1),
            activate(fitting.copy().put("startPassword", "48205714")).expect(ProblemCode.S0C1),
            activate(fitting.copy().put("deviceTime", now().plusSeconds(61).toString()))
                .expect(ProblemCode.S0F1))) {
      assertEquals(told.getJsonObject("helpDesk"), refused.json().getJsonObject("helpDesk"));
      assertEquals(told.getJsonObject("mail").getString("modelsUrl"), refused.text("modelsUrl"));
    }
    assertNull(
        activate(fitting.copy().put("serviceId", unknown(issued.serviceId())))
            .expect(ProblemCode.S0A1)
            .json()
            .getJsonObject("helpDesk"));
    var institution = activate(fitting).expect(201).json().getJsonObject("institution");
    assertEquals(told.getJsonObject("name").getString("en"), institution.getString("nameEn"));
    assertEquals(told.getJsonObject("helpDesk"), institution.getJsonObject("helpDesk"));
  }

  @Test
  void s0b5OnlyAfterARightPassword() {
    nextMinute();
    var hanako = aoba.customer("c-s0b5");
    var replaced = Issues.issue(hanako);
    var withdrawn = Issues.issue(hanako);
    replaced.activate(new Device(), "00000000").expect(ProblemCode.S0C1);
    replaced.activate(new Device()).expect(ProblemCode.S0B5);
    withdraw(withdrawn).expect(200);
    withdraw(withdrawn).expect(200);
    withdrawn.activate(new Device()).expect(ProblemCode.S0B5);
    withdraw(replaced).expect(ProblemCode.NOT_FOUND);

    var used = Issues.issue(hanako);
    var phone = new Device();
    Issues.start(hanako, used.setUp(phone));
    aoba.staff(Custody.Act.SUSPEND, hanako);
    used.activate(phone).expect(ProblemCode.S0B5);
    aoba.staff(Custody.Act.REVOKE, hanako);
    used.activate(phone).expect(ProblemCode.S0B5);
  }

  @Test
  void d14AnIssueThatIsNotInUseIsReplacedAndItsTokenDies() {
    nextMinute();
    var hanako = aoba.customer("c-d14");
    var first = Issues.issue(hanako);
    var old = first.setUp(new Device());
    var second = Issues.issue(hanako);
    hanako.start(old.serial(), Issues.code(hanako, old)).expect(ProblemCode.NOT_ACCEPTED);
    Issues.start(hanako, second.setUp(new Device()));
    Issues.ask(hanako).expect(ProblemCode.ALREADY_REGISTERED);
    withdraw(second).expect(ProblemCode.NOT_FOUND);
  }

  @Test
  void s0c4AfterSoManyWrongTriesOrWhenThePasswordIsOver() {
    nextMinute();
    var hanako = aoba.customer("c-s0c4");
    var locked = Issues.issue(hanako);
    for (int n = 0; n < 5; n++)
      locked.activate(new Device(), "1029384" + n).expect(ProblemCode.S0C1);
    locked.activate(new Device(), "10293849").expect(ProblemCode.S0C4);
    locked.activate(new Device()).expect(ProblemCode.S0C4);

    var late = Issues.issue(hanako);
    bank.time.pass(Duration.ofHours(24).minusMillis(1));
    locked.activate(new Device()).expect(ProblemCode.S0C4);
    var last = Issues.issue(aoba.customer("c-s0c4-last"));
    bank.time.pass(Duration.ofMillis(1));
    late.activate(new Device(), "10293847").expect(ProblemCode.S0C1);
    var ended = late.activate(new Device()).expect(ProblemCode.S0C4);
    assertTrue(ended.text("detail").contains("有効期間"), ended::toString);
    last.setUp(new Device());
  }

  @Test
  void a6TheAppIsSetUpFromTheNextCalendarDayOn() {
    nextMinute();
    var hanako = aoba.customer("c-a6");
    var token = Issues.issue(hanako).setUp(new Device());
    Issues.start(hanako, token);
    var newYear =
        BusinessDay.of(now()).withDayOfYear(1).plusYears(1).atStartOfDay(BusinessDay.TOKYO);
    bank.time.set(newYear.toInstant().minusSeconds(60));
    Issues.stop(hanako, token).expect(201);
    var issued = Issues.issue(hanako);
    var phone = new Device();
    bank.time.set(newYear.toInstant().minusSeconds(1)); // 23:59:59
    assertEquals(
        newYear.toOffsetDateTime(),
        OffsetDateTime.parse(
            issued.activate(phone).expect(ProblemCode.S0G1).text("nextIssueFrom")));
    bank.time.set(newYear.toInstant());
    issued.setUp(phone);
  }

  private static Reply withdraw(Issues.Issued issued) {
    return issued.customer().call("withdrawIssue").receiptNumber(issued.receiptNumber()).send();
  }

  private static Reply activate(JsonObject body) {
    return Request.app(bank, "activate").with(body).send();
  }

  private static String unknown(String serviceId) {
    return "%08d".formatted((Integer.parseInt(serviceId) + 1) % 100_000_000);
  }

  private static Instant now() {
    return bank.time.instant();
  }
}
