package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The manual of system A from top to bottom: one customer, one phone, and the next one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SystemAIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution aoba;
  private static Customer hanako;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static Issues.Issued issued;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken token;

  private static final Device PHONE = new Device();

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    aoba = Issues.institution(bank, "aoba", "aoba", new JsonObject());
    hanako = aoba.customer("c-hanako");
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  @Order(1)
  @DisplayName(
      "A11, A13, A18: before anything: not registered, an issue is offered, the help desk shown")
  void before() {
    var status = hanako.status();
    assertEquals("NOT_REGISTERED", status.text("status"));
    assertEquals(List.of("ISSUE"), Systems.allowed(status));
    var about = Systems.institution(aoba);
    assertEquals(List.of("ISSUE", "START", "STOP", "RENEW"), Systems.texts(about, "offered"));
    var desk = about.getJsonObject("helpDesk");
    assertEquals("09:00-24:00", desk.getJsonObject("hours").getString("WEEKDAY"));
    assertEquals("09:00-17:00", desk.getJsonObject("hours").getString("HOLIDAY"));
    assertEquals(List.of("05-03", "12-31/01-03"), Systems.texts(desk, "closed"));
    var exchange = hanako.call("openExchange").with(new JsonObject().put("code", "12345678"));
    assertEquals("offered", exchange.expect(ProblemCode.NOT_OFFERED).text("rule"));
    assertEquals(
        "hardwareIssue", Issues.request(hanako).expect(ProblemCode.NOT_OFFERED).text("rule"));
  }

  @Test
  @Order(2)
  @DisplayName("A1: before start of use transfers to payees named case by case are cut, others not")
  void theLimitBefore() {
    assertEquals(200_000, Systems.limit(hanako, "NEW"));
    assertEquals(500_000, Systems.limit(hanako, "REGISTERED"));
    assertEquals("OWN_FACTOR", Systems.factor(hanako, "TRANSFER"));
    assertEquals("NONE", Systems.factor(hanako, "LOGIN"));
  }

  @Test
  @Order(3)
  @DisplayName("A4: the issue gives a service ID of 8 digits and a user ID of 12")
  void issue() {
    issued = Issues.issue(hanako);
    assertTrue(issued.serviceId().matches("[0-9]{8}"));
    assertTrue(issued.userId().matches("[0-9]{12}"));
    assertEquals("ISSUED", hanako.status().text("status"));
    assertEquals(List.of("ISSUE"), Systems.allowed(hanako.status()));
  }

  @Test
  @Order(4)
  @DisplayName("A3, A4: the app is set up and shows eight digits, a new code each minute")
  void setUp() {
    token = issued.setUp(PHONE);
    assertEquals(8, token.digits());
    assertEquals(60, token.step());
    assertEquals("ACTIVATED", hanako.status().text("status"));
    assertEquals(List.of("ISSUE", "START"), Systems.allowed(hanako.status()));
  }

  @Test
  @Order(5)
  @DisplayName("A5, A15: IDs and start password serve once, for one device")
  void once() {
    issued.activate(new Device()).expect(ProblemCode.S0B4);
  }

  @Test
  @Order(6)
  @DisplayName("A4, A11: start of use by the app's code; a receipt with number and time")
  void start() {
    var receipt =
        hanako
            .call("start")
            .with(
                new JsonObject()
                    .put("serial", token.serial())
                    .put("code", Issues.code(hanako, token)))
            .expect(201);
    assertTrue(receipt.text("receiptNumber").matches("[0-9]{7}"));
    assertEquals("true", receipt.text("loginOtp"));
    assertEquals("IN_USE", hanako.status().text("status"));
    assertEquals(List.of("STOP"), Systems.allowed(hanako.status()));
    Issues.ask(hanako).expect(ProblemCode.ALREADY_REGISTERED);
  }

  @Test
  @Order(7)
  @DisplayName(
      "A1, A2: with OTP the declared limit is kept; login, new payees, own transfers, details ask")
  void operations() {
    assertEquals(500_000, Systems.limit(hanako, "NEW"));
    for (var operation : List.of("LOGIN", "TRANSFER", "OWN_TRANSFER", "CHANGE_DETAILS", "RELEASE"))
      assertEquals("OTP", Systems.factor(hanako, operation), operation);
    assertEquals("OWN_FACTOR", Systems.factor(hanako, "BILL_PAYMENT"));
    bank.time.pass(Duration.ofMinutes(1));
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
    hanako.verify(Issues.code(hanako, token)).expectResult("REPLAYED");
  }

  @Test
  @Order(8)
  @DisplayName("A1, A6: a release ends it at once; the next set-up waits for the next calendar day")
  void release() {
    bank.time.set(Systems.today(bank, 23, 58, 30));
    Issues.stop(hanako, token).expect(201);
    assertEquals("NONE", Systems.factor(hanako, "LOGIN"));
    assertEquals(200_000, Systems.limit(hanako, "NEW"));
    var midnight =
        BusinessDay.of(bank.time.instant()).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant();
    assertEquals(midnight, OffsetDateTime.parse(hanako.status().text("nextIssueFrom")).toInstant());
    var next = Issues.issue(hanako);
    var newPhone = new Device();
    bank.time.set(midnight.minusSeconds(1));
    next.activate(newPhone).expect(ProblemCode.S0G1);
    bank.time.set(midnight);
    token = next.setUp(newPhone);
    Issues.start(hanako, token);
  }

  @Test
  @Order(9)
  @DisplayName(
      "A7: who changed the phone without a release has the token revoked by staff, and issues anew")
  void revocation() {
    var teller = Clerk.of(aoba, "teller", Role.TELLER);
    teller.revoke(hanako).expect(200);
    bank.time.pass(Duration.ofMinutes(1));
    hanako.verify(Issues.code(hanako, token)).expectResult("NOT_REGISTERED");
    Issues.start(hanako, Issues.issue(hanako).setUp(new Device()));
  }
}
