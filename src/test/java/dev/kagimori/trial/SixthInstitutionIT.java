package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The institution that {@code docs/terms.md} makes up, as its customers find it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SixthInstitutionIT {
  private static final Device PHONE = new Device();

  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution tsubaki;
  private static Clerk clerk;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static List<Customer> users;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken masters;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken generals;

  @BeforeAll
  static void open() throws IOException {
    var opened = Tsubaki.open(directory);
    opened.apply();
    bank = opened.bank();
    tsubaki = opened.institution();
    clerk = Clerk.of(tsubaki, "clerk", Role.TELLER, Role.HELPDESK, Role.STOCK_KEEPER);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  @Order(1)
  @DisplayName("A1, D3, E18: without a token set-up comes first, and no transfer goes")
  void without() {
    var person = tsubaki.customer("c-person");
    assertEquals("REFUSED", Systems.factor(person, "TRANSFER"));
    assertEquals("OWN_FACTOR", Systems.factor(person, "BILL_PAYMENT"));
    assertEquals(100_000, Systems.limit(person, "NEW"));
    users = Systems.business(tsubaki, "c-company", 1, 2, "2020-01-01T00:00:00+09:00");
    var login = Systems.requirements(users.get(1), "LOGIN", "NEW", "PC");
    assertEquals(true, login.getBoolean("setupRequired"));
    assertEquals("REFUSED", Systems.factor(users.get(1), "BILL_PAYMENT"));
  }

  @Test
  @Order(2)
  @DisplayName("A4, C8: the IDs stand in the mail alone")
  void idsInTheMail() {
    masters = setUp(users.getFirst());
    Issues.start(users.getFirst(), masters);
    bank.time.pass(Duration.ofMinutes(1));
    assertEquals("OTP", Systems.factor(users.getFirst(), "TRANSFER"));
    assertEquals("OWN_FACTOR", requirement(users.getFirst(), "OWN_TRANSFER", "MOBILE"));
  }

  @Test
  @Order(3)
  @DisplayName("B4, E5: a fob is asked for, shipped, and exchanged for the app")
  void exchange() {
    var general = users.get(1);
    Issues.request(general).expect(201);
    var fob = shipped(general);
    general.start(fob).expect(201);
    generals = setUp(general);
    bank.time.pass(Duration.ofMinutes(1));
    var exchange = general.openExchange(fob).expect(201).text("exchange");
    general
        .call("completeExchange")
        .exchange(exchange)
        .with(
            new JsonObject()
                .put("serial", generals.serial())
                .put("code", Issues.code(general, generals)))
        .expect(201);
    bank.time.pass(Duration.ofMinutes(1));
    general.verify(Issues.code(general, generals)).expectResult("ACCEPTED");
    general.verify(fob).expectResult("WRONG");
  }

  @Test
  @Order(4)
  @DisplayName("D6: three wrong codes suspend; the master unlocks")
  void unlock() {
    var general = users.get(1);
    for (int n = 0; n < 3; n++) general.verify(Issues.wrongCode(generals, bank.time.instant()));
    assertEquals("REFUSED", Systems.factor(general, "LOGIN"));
    assertEquals("DONE", masterDoes("unlockUsers", new JsonObject()));
    bank.time.pass(Duration.ofMinutes(1));
    general.verify(Issues.code(general, generals)).expectResult("ACCEPTED");
  }

  @Test
  @Order(5)
  @DisplayName("D7, D8: the master revokes; the next issue of either kind waits for tomorrow")
  void revoke() {
    var general = users.get(1);
    assertEquals("DONE", masterDoes("revokeUsers", new JsonObject().put("reason", "LOSS")));
    for (var early : List.of(Issues.ask(general), Issues.request(general)))
      assertEquals("waits.afterRevocation", early.expect(ProblemCode.TOO_EARLY).text("rule"));
    bank.time.set(
        BusinessDay.of(bank.time.instant())
            .plusDays(1)
            .atStartOfDay(BusinessDay.TOKYO)
            .toInstant());
    Issues.request(general).expect(201);
  }

  @Test
  @Order(6)
  @DisplayName("A6: after a stop the next issue waits an hour, whatever it is of")
  void stop() {
    var other = users.get(2);
    Issues.request(other).expect(201);
    var fob = shipped(other);
    other.start(fob).expect(201);
    bank.time.pass(Duration.ofMinutes(1));
    other.stop(fob).expect(201);
    bank.time.pass(Duration.ofMinutes(60).minusSeconds(1));
    for (var early : List.of(Issues.ask(other), Issues.request(other)))
      assertEquals("waits.afterStop", early.expect(ProblemCode.TOO_EARLY).text("rule"));
    bank.time.pass(Duration.ofSeconds(1));
    other.start(fob).expect(ProblemCode.NOT_ACCEPTED); // AFTER_ISSUE
    Issues.request(other).expect(201);
  }

  @Test
  @Order(7)
  @DisplayName("C5: the app's token is renewed from sixty days before its end on")
  void renewal() {
    var master = users.getFirst();
    var until = Objects.requireNonNull(masters.validUntil());
    bank.time.set(until.minus(Duration.ofDays(60)).minusSeconds(1));
    Issues.renew(tsubaki, PHONE, masters).expect(ProblemCode.TOO_EARLY);
    bank.time.pass(Duration.ofSeconds(1));
    Issues.renew(tsubaki, PHONE, masters).expect(200);
    bank.time.pass(Duration.ofDays(61));
    master.verify(Issues.code(master, masters)).expectResult("ACCEPTED");
  }

  /** Issues an app token and sets it up; the first one is the phone's that renews. */
  private static AppToken setUp(Customer customer) {
    var asked = Issues.ask(customer).expect(201);
    assertFalse(asked.json().containsKey("userId"), asked.operationId());
    var pool = bank.backstage().pool();
    var issued =
        pool.preparedQuery(
                """
                SELECT app_user_id, (SELECT count(*) FROM mail m
                  WHERE m.institution = i.institution AND m.contract = i.contract
                    AND m.user_id = i.user_id AND m.kind = 'APP_ISSUE') AS mails
                FROM issue i WHERE institution = $1 AND contract = $2 AND user_id = $3
                  AND state = 'ISSUED'
                """)
            .execute(Tuple.of(tsubaki.id, customer.contract(), customer.user()))
            .await()
            .iterator()
            .next();
    assertEquals(1, issued.getLong("mails"));
    var ids =
        new Issues.Issued(
            customer,
            asked.text("receiptNumber"),
            tsubaki.serviceId(),
            issued.getString("app_user_id"));
    return ids.setUp(customer.equals(users.getFirst()) ? PHONE : new Device());
  }

  private static Fob shipped(Customer customer) {
    var fob = tsubaki.deliver(1).getFirst();
    var owner = new JsonObject().put("contract", customer.contract()).put("user", customer.user());
    clerk.about(fob.serial(), "allocateFob").with(owner).expect(200);
    clerk.about(fob.serial(), "shipFob").expect(200);
    return fob;
  }

  /** The result for the company's first general user. */
  private static String masterDoes(String operation, JsonObject body) {
    var master = users.getFirst();
    var reply =
        master
            .call(operation)
            .with(body.put("by", master.user()).put("users", new JsonArray().add("g0")))
            .expect(200);
    return reply.json().getJsonArray("results").getJsonObject(0).getString("result");
  }

  private static String requirement(Customer customer, String operation, String channel) {
    return Systems.requirements(customer, operation, "NEW", channel).getString("factor");
  }
}
