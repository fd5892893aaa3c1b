package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Climate;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one person of the staff does alone (E11, F4). */
class StaffIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution minato;
  private static Clerk help;
  private static Clerk teller;
  private static Clerk keeper;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("staffed", new JsonObject());
    help = Clerk.of(minato, "help", Role.HELPDESK);
    teller = Clerk.of(minato, "teller", Role.TELLER, Role.SUPERVISOR);
    keeper = Clerk.of(minato, "keeper", Role.STOCK_KEEPER);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  private static List<String> audited(String action) {
    var rows =
        bank.backstage()
            .pool()
            .preparedQuery(
                """
                SELECT client || ' ' || outcome || coalesce(' ' || reason, '') AS told FROM audit
                WHERE institution = $1 AND action = $2 ORDER BY id
                """)
            .execute(Tuple.of(minato.id, action))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("told"))
        .toList();
  }

  private static JsonObject token(Clerk clerk, Customer customer) {
    return clerk.sheet(customer).getJsonArray("tokens").getJsonObject(0);
  }

  @Test
  void whoseKeyItIs() {
    var account = teller.call("getOwnAccount").expect(200).json();
    assertEquals("staffed", account.getString("institution"));
    assertEquals("teller", account.getString("account"));
    assertEquals(new JsonArray().add("TELLER").add("SUPERVISOR"), account.getJsonArray("roles"));
    var customer = minato.customer("c-doors");
    teller.call("getOwnAccount").by(minato.key).expect(ProblemCode.UNAUTHENTICATED);
    customer.call("getUser").by(teller.key()).expect(ProblemCode.UNAUTHENTICATED);
  }

  @Test
  void theHelpDeskSeesEverythingButSeedsAndCodes() {
    var jiro = Using.of(minato.customer("c-look"));
    jiro.customer().verify(jiro.customer().wrongCode(jiro.fob())).expectResult("WRONG");
    var sheet = help.sheet(jiro.customer());
    assertEquals("IN_USE", sheet.getString("status"));
    var token = sheet.getJsonArray("tokens").getJsonObject(0);
    assertEquals(jiro.fob().serial(), token.getString("serial"));
    assertEquals(1, token.getInteger("failuresInRow"));
    assertNull(token.getValue("driftPpm"));
    assertEquals(1, sheet.getJsonArray("registrations").size());
    assertFalse(sheet.encode().toLowerCase(Locale.ROOT).contains("seed"));
    assertTrue(audited("LOOK_UP").contains("staff:help DONE"));
    var nobody = new Customer(minato, "c-look", "nobody");
    help.about(nobody, "lookUpUser").expect(ProblemCode.NOT_FOUND);
    var others = bank.institution("elsewhere", new JsonObject());
    Clerk.of(others, "help", Role.HELPDESK)
        .about(jiro.customer(), "lookUpUser")
        .expect(ProblemCode.NOT_FOUND);
  }

  @Test
  void whatStaffSuspendedStaffLift() {
    var jiro = Using.of(minato.customer("c-suspend"));
    help.suspend(jiro.customer()).expect(200);
    jiro.customer().verify(jiro.fob()).expectResult("SUSPENDED");
    assertEquals("STAFF", token(help, jiro.customer()).getString("suspension"));
    help.about(jiro.customer(), "unlockToken")
        .with(new JsonObject().put("why", "asked for"))
        .expect(ProblemCode.MALFORMED);
    help.unlock(jiro.customer()).expect(200);
    bank.time.nextStep();
    jiro.customer().verify(jiro.fob()).expectResult("ACCEPTED");
    var again = help.unlock(jiro.customer()).expect(ProblemCode.WRONG_STATE);
    assertEquals("IN_USE", again.text("state"));
    assertTrue(audited("UNLOCK").contains("staff:help DONE"));
    assertTrue(audited("UNLOCK").contains("staff:help REFUSED WRONG_STATE"));
  }

  @Test
  void whoFailedToStartTooOftenMayTryAgain() {
    var customer = minato.customer("c-lift");
    for (int n = 0; n < 5; n++)
      customer.start("GM0000000" + n, "123456").expect(ProblemCode.NOT_ACCEPTED);
    assertEquals("UNTIL_LIFTED", help.sheet(customer).getJsonObject("starts").getString("stopped"));
    help.about(customer, "liftStarts").with(new JsonObject().put("why", "misread")).expect(200);
    assertNull(help.sheet(customer).getJsonObject("starts").getString("stopped"));
    Using.of(customer);
  }

  @Test
  void aTellerRevokesAndTheKeyRepeatsTheAnswer() {
    var jiro = Using.of(minato.customer("c-revoke"));
    var revoke =
        teller
            .about(jiro.customer(), "revokeToken")
            .with(new JsonObject().put("reason", "STOLEN").put("why", "police report"))
            .header("Idempotency-Key", "once");
    revoke.expect(200);
    revoke.expect(200);
    assertEquals("NOT_REGISTERED", jiro.customer().status().text("status"));
    var sheet = teller.sheet(jiro.customer());
    assertEquals("REVOKED", sheet.getJsonArray("tokens").getJsonObject(0).getString("state"));
    assertEquals(
        "REVOKED", sheet.getJsonArray("registrations").getJsonObject(0).getString("endReason"));
    teller.revoke(jiro.customer()).expect(ProblemCode.NOT_REGISTERED);
  }

  @Test
  void aClockThatIsFarOffIsBroughtBackByTwoCodesAtThePriceOfAny() {
    var fob = fob("GM00000003", 0, bank.time.instant());
    minato.deliver(List.of(fob));
    var jiro = Using.of(minato.customer("c-resync"), fob);
    bank.time.pass(Duration.ofDays(200));
    var far = bank.time.instant().plusSeconds(60);
    var call = help.about(jiro.customer(), "resynchroniseToken");
    var wrong = jiro.customer().wrongCode(jiro.fob());
    var refused =
        call.with(new JsonObject().put("code", wrong).put("nextCode", Codes.at(jiro.fob(), far)))
            .expect(ProblemCode.WRONG);
    assertEquals("4", refused.text("triesLeft"));
    call.with(new JsonObject().put("code", wrong)).expect(ProblemCode.MALFORMED);
    var both =
        new JsonObject()
            .put("code", Codes.at(jiro.fob(), far))
            .put("nextCode", Codes.at(jiro.fob(), far.plusSeconds(30)));
    var done = call.with(both).expect(200);
    assertEquals(jiro.fob().serial(), done.text("serial"));
    assertTrue(done.json().getInteger("driftSeconds") > 30, done.body());
    call.with(both).expect(ProblemCode.REPLAYED);
    bank.time.nextStep();
    bank.time.nextStep();
    jiro.customer()
        .verify(Codes.at(jiro.fob(), bank.time.instant().plusSeconds(60)))
        .expectResult("ACCEPTED");
    help.about(minato.customer("c-none"), "resynchroniseToken")
        .with(both)
        .expect(ProblemCode.NOT_REGISTERED);
  }

  @Test
  void aFobIsAllocatedAndShipped() {
    var customer = minato.customer("c-ship");
    var fob = minato.deliver(1).getFirst();
    keeper.about(fob.serial(), "shipFob").expect(ProblemCode.WRONG_STATE);
    var owner = new JsonObject().put("contract", customer.contract()).put("user", customer.user());
    keeper.about(fob.serial(), "allocateFob").with(owner).expect(200);
    var again = keeper.about(fob.serial(), "allocateFob").with(owner);
    assertEquals("ALLOCATED", again.expect(ProblemCode.WRONG_STATE).text("state"));
    var shipped = keeper.about(fob.serial(), "shipFob").expect(200).text("shippedAt");
    bank.time.nextStep();
    assertEquals(shipped, keeper.about(fob.serial(), "shipFob").expect(200).text("shippedAt"));
    assertEquals(shipped, token(help, customer).getString("shippedAt"));
    customer.start(fob).expect(201);
    keeper.about("GM99999999", "shipFob").expect(ProblemCode.NOT_FOUND);
    keeper.about("ア", "shipFob").expect(ProblemCode.MALFORMED);
  }

  @Test
  void aReasonSaysMoreThanSpaces() {
    var jiro = minato.customer("c-blank");
    for (var blank : List.of(" ", "\u3000", " \u00a0\u3000\t", "\u200b"))
      assertNotTaken(jiro, blank);
    help.about(jiro, "suspendToken")
        .with(new JsonObject().put("why", "\u3000紛失"))
        .expect(ProblemCode.NOT_REGISTERED);
  }

  private static void assertNotTaken(Customer jiro, String blank) {
    var told = new JsonObject().put("why", blank);
    var asked =
        List.of(
            help.about(jiro, "suspendToken").with(told),
            help.about(jiro, "liftStarts").with(told),
            teller.about(jiro, "revokeToken").with(told.copy().put("reason", "LOST")),
            teller
                .about(jiro, "reissueToken")
                .with(told.copy().put("reason", "LOST").put("serial", "GM12345678")),
            keeper.about("GM12345678", "putBackFob").with(told),
            help.about(jiro, "unlockToken").with(told.copy().put("identityCheckedBy", "by phone")));
    for (var request : asked) {
      assertBlank("/why", "空白だけです。", request.header("Accept-Language", "ja").send());
      assertBlank("/why", "is nothing but spaces", request.header("Accept-Language", "en").send());
    }
    var identity = new JsonObject().put("why", "locked").put("identityCheckedBy", blank);
    assertBlank(
        "/identityCheckedBy", "空白だけです。", help.about(jiro, "unlockToken").with(identity).send());
  }

  private static void assertBlank(String pointer, String reason, Reply reply) {
    var error = reply.expect(ProblemCode.MALFORMED).json().getJsonArray("errors").getJsonObject(0);
    assertEquals(pointer, error.getString("pointer"));
    assertTrue(error.getString("reason").startsWith(reason), error::encode);
  }

  @Test
  void clocksThatRunAwayAreReported() {
    var clocks = bank.institution("clocks", new JsonObject());
    var clockKeeper = Clerk.of(clocks, "keeper", Role.STOCK_KEEPER, Role.HELPDESK);
    var delivered = bank.time.instant();
    var right = fob("GM00000001", 0, delivered);
    var fast = fob("GM00000002", 15, delivered);
    clocks.deliver(List.of(right, fast));
    bank.time.pass(Duration.ofDays(20));
    for (var fob : List.of(right, fast)) {
      var customer = clocks.customer("c-" + fob.serial());
      clocks.allocate(fob, customer);
      customer
          .call("start")
          .with(customer.shown(fob).put("nextCode", customer.held(fob).nextCode()))
          .expect(201);
    }
    var early = clockKeeper.call("getDriftReport").expect(200).json().getJsonArray("makes");
    assertEquals(0, early.getJsonObject(0).getJsonArray("deliveries").size());

    for (int n = 0; n < 14; n++) {
      bank.time.pass(Duration.ofDays(6));
      for (var fob : List.of(right, fast))
        new Customer(clocks, "c-" + fob.serial(), "user").verify(fob).expectResult("ACCEPTED");
    }
    var report = clockKeeper.call("getDriftReport").expect(200).json();
    var makes = report.getJsonArray("makes");
    var make = makes.getJsonObject(0);
    assertEquals("GM", make.getString("prefix"));
    var delivery = make.getJsonArray("deliveries").getJsonObject(0);
    assertEquals(2, delivery.getInteger("fobs"));
    assertEquals(1, delivery.getInteger("runaways"));
    var runaway = make.getJsonArray("runaways").getJsonObject(0);
    assertEquals("GM00000002", runaway.getString("serial"));
    assertTrue(runaway.getDouble("ppm") > 10, report::encode);
    var sheet = token(clockKeeper, new Customer(clocks, "c-GM00000002", "user"));
    assertEquals(runaway.getDouble("ppm"), sheet.getDouble("driftPpm"));
  }

  /** One that left the factory just now, with so fast a clock. */
  private static Fob fob(String serial, double ppm, Instant made) {
    var make = Make.SIX_DIGITS.getFirst();
    var seed = Seed.random(bank.random, make.rule().algorithm().seedBytes());
    return Fob.builder(serial)
        .make(make)
        .seed(seed)
        .quartz(new Quartz(Duration.ZERO, ppm, Climate.STEADY))
        .made(made)
        .build();
  }
}
