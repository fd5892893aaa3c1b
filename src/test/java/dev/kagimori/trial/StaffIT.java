package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Accounts;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff do, alone and by twos (E11, D6, F4). */
class StaffIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution minato;
  private static Clerk help;
  private static Clerk teller;
  private static Clerk keeper;
  private static Clerk supervisor;
  private static Clerk second;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("staffed", new JsonObject());
    help = Clerk.of(minato, "help", Role.HELPDESK);
    teller = Clerk.of(minato, "teller", Role.TELLER, Role.SUPERVISOR);
    keeper = Clerk.of(minato, "keeper", Role.STOCK_KEEPER);
    supervisor = Clerk.of(minato, "boss", Role.SUPERVISOR);
    second = Clerk.of(minato, "boss2", Role.SUPERVISOR);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  /** A customer with a fob in use. */
  private record Using(Customer customer, Fob fob) {
    static Using of(Customer customer) {
      var fob = minato.shippedTo(customer);
      customer.start(fob).expect(201);
      bank.time.nextStep();
      return new Using(customer, fob);
    }
  }

  private static Customer master(String contract) {
    var customer = new Customer(minato, contract, "boss");
    var boss = new JsonObject().put("user", "boss").put("role", "MASTER");
    customer
        .call("putContract")
        .with(new JsonObject().put("kind", "BUSINESS").put("users", new JsonArray().add(boss)))
        .expect(201);
    return customer;
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
    jiro.customer.verify(jiro.customer.wrongCode(jiro.fob)).expectResult("WRONG");
    var sheet = help.sheet(jiro.customer);
    assertEquals("IN_USE", sheet.getString("status"));
    var token = sheet.getJsonArray("tokens").getJsonObject(0);
    assertEquals(jiro.fob.serial(), token.getString("serial"));
    assertEquals(1, token.getInteger("failuresInRow"));
    assertNull(token.getValue("driftPpm"));
    assertEquals(1, sheet.getJsonArray("registrations").size());
    assertFalse(sheet.encode().toLowerCase(Locale.ROOT).contains("seed"));
    assertTrue(audited("LOOK_UP").contains("staff:help DONE"));
    var nobody = new Customer(minato, "c-look", "nobody");
    help.about(nobody, "lookUpUser").expect(ProblemCode.NOT_FOUND);
    var others = bank.institution("elsewhere", new JsonObject());
    Clerk.of(others, "help", Role.HELPDESK)
        .about(jiro.customer, "lookUpUser")
        .expect(ProblemCode.NOT_FOUND);
  }

  @Test
  void whatStaffSuspendedStaffLift() {
    var jiro = Using.of(minato.customer("c-suspend"));
    help.suspend(jiro.customer).expect(200);
    jiro.customer.verify(jiro.fob).expectResult("SUSPENDED");
    assertEquals("STAFF", token(help, jiro.customer).getString("suspension"));
    help.about(jiro.customer, "unlockToken")
        .with(new JsonObject().put("why", "asked for"))
        .expect(ProblemCode.MALFORMED);
    help.unlock(jiro.customer).expect(200);
    bank.time.nextStep();
    jiro.customer.verify(jiro.fob).expectResult("ACCEPTED");
    var again = help.unlock(jiro.customer).expect(ProblemCode.WRONG_STATE);
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
            .about(jiro.customer, "revokeToken")
            .with(new JsonObject().put("reason", "STOLEN").put("why", "police report"))
            .header("Idempotency-Key", "once");
    revoke.expect(200);
    revoke.expect(200);
    assertEquals("NOT_REGISTERED", jiro.customer.status().text("status"));
    var sheet = teller.sheet(jiro.customer);
    assertEquals("REVOKED", sheet.getJsonArray("tokens").getJsonObject(0).getString("state"));
    assertEquals(
        "REVOKED", sheet.getJsonArray("registrations").getJsonObject(0).getString("endReason"));
    teller.revoke(jiro.customer).expect(ProblemCode.NOT_REGISTERED);
  }

  @Test
  void aClockThatIsFarOffIsBroughtBackByTwoCodesAtThePriceOfAny() {
    var jiro = Using.of(minato.customer("c-resync"));
    bank.time.pass(Duration.ofDays(200));
    var far = bank.time.instant().plusSeconds(90);
    var call = help.about(jiro.customer, "resynchroniseToken");
    var wrong = jiro.customer.wrongCode(jiro.fob);
    var refused =
        call.with(new JsonObject().put("code", wrong).put("nextCode", Codes.at(jiro.fob, far)))
            .expect(ProblemCode.WRONG);
    assertEquals("4", refused.text("triesLeft"));
    call.with(new JsonObject().put("code", wrong)).expect(ProblemCode.MALFORMED);
    var both =
        new JsonObject()
            .put("code", Codes.at(jiro.fob, far))
            .put("nextCode", Codes.at(jiro.fob, far.plusSeconds(30)));
    var done = call.with(both).expect(200);
    assertEquals(jiro.fob.serial(), done.text("serial"));
    assertTrue(done.json().getInteger("driftSeconds") > 30, done.body());
    call.with(both).expect(ProblemCode.REPLAYED);
    bank.time.nextStep();
    bank.time.nextStep();
    jiro.customer
        .verify(Codes.at(jiro.fob, bank.time.instant().plusSeconds(90)))
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
  void aFobThatIsFoundAgainTakesTwoPersons() {
    var jiro = Using.of(minato.customer("c-found"));
    keeper.putBack(jiro.fob.serial()).expect(ProblemCode.WRONG_STATE);
    teller.revoke(jiro.customer).expect(200);
    var approval = teller.putBack(jiro.fob.serial()).expect(202).text("approval");
    teller.approve(approval).expect(ProblemCode.OWN_REQUEST);
    teller.reject(approval).expect(ProblemCode.OWN_REQUEST);
    assertEquals("REVOKED", token(teller, jiro.customer).getString("state"));
    var done = supervisor.approve(approval).expect(200);
    assertEquals("APPROVED", done.text("state"));
    assertEquals("boss", done.text("decidedBy"));
    assertEquals("APPROVED", second.approve(approval).expect(ProblemCode.DECIDED).text("state"));
    minato.allocate(jiro.fob, jiro.customer);
    assertTrue(audited("APPROVE").contains("staff:teller REFUSED OWN_REQUEST"));
    assertTrue(audited("PUT_BACK").contains("staff:boss DONE"));
  }

  @Test
  void aMasterUserIsSuspendedAtOnceAndUnlockedByTwo() {
    var jiro = Using.of(master("c-master"));
    help.suspend(jiro.customer).expect(200);
    jiro.customer.verify(jiro.fob).expectResult("SUSPENDED");
    var asked = help.unlock(jiro.customer).expect(202);
    jiro.customer.verify(jiro.fob).expectResult("SUSPENDED");
    var mine = help.call("getApprovals").query("state=PENDING").expect(200);
    assertTrue(mine.body().contains(asked.text("approval")), mine.body());
    assertFalse(keeper.call("getApprovals").expect(200).body().contains(asked.text("approval")));
    supervisor.reject(asked.text("approval")).expect(200);
    supervisor.approve(asked.text("approval")).expect(ProblemCode.DECIDED);
    var again = help.unlock(jiro.customer).expect(202).text("approval");
    supervisor.approve(again).expect(200);
    bank.time.nextStep();
    jiro.customer.verify(jiro.fob).expectResult("ACCEPTED");
    assertTrue(teller.revoke(jiro.customer).expect(202).body().contains("APPROVAL_NEEDED"));
  }

  @Test
  void whatIsApprovedIsJudgedAnew() {
    var jiro = Using.of(master("c-anew"));
    help.suspend(jiro.customer).expect(200);
    var unlock = help.unlock(jiro.customer).expect(202).text("approval");
    var revoke = teller.revoke(jiro.customer).expect(202).text("approval");
    supervisor.approve(revoke).expect(200);
    supervisor.approve(unlock).expect(ProblemCode.NOT_REGISTERED);
    var failed = supervisor.call("getApprovals").query("state=FAILED").expect(200);
    var told = failed.json().getJsonArray("approvals").getJsonObject(0);
    assertEquals(unlock, told.getString("approval"));
    assertEquals("NOT_REGISTERED", told.getString("failure"));
    assertEquals("FAILED", second.approve(unlock).expect(ProblemCode.DECIDED).text("state"));
  }

  @Test
  void aRequestExpiresAfterADay() {
    var jiro = Using.of(master("c-late"));
    var late = teller.revoke(jiro.customer).expect(202).text("approval");
    bank.time.pass(Duration.ofHours(24));
    assertEquals("EXPIRED", supervisor.approve(late).expect(ProblemCode.DECIDED).text("state"));
    jiro.customer.verify(jiro.fob).expectResult("ACCEPTED");
    assertFalse(
        supervisor.call("getApprovals").query("state=PENDING").send().body().contains(late));
    assertTrue(supervisor.call("getApprovals").query("state=EXPIRED").send().body().contains(late));
  }

  @Test
  void twoWhoApproveAtOnceDoItOnce() {
    var jiro = Using.of(master("c-race"));
    var approval = teller.revoke(jiro.customer).expect(202).text("approval");
    var replies = Crowd.ask(8, n -> (n % 2 == 0 ? supervisor : second).decide(approval, "approve"));
    assertEquals(
        Map.of("200", 1, "409", 7), Crowd.count(replies, r -> Integer.toString(r.status())));
    assertEquals(1, revocations("c-race"));
  }

  private static long revocations(String contract) {
    return bank.backstage()
        .pool()
        .preparedQuery(
            """
            SELECT count(*) FROM audit
            WHERE institution = $1 AND action = 'REVOKE' AND contract = $2 AND outcome = 'DONE'
            """)
        .execute(Tuple.of(minato.id, contract))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void anAccountThatIsRevokedOpensNothingAnyMore() {
    var leaver = Clerk.of(minato, "leaver", Role.HELPDESK);
    leaver.call("getOwnAccount").on(0).expect(200);
    leaver.call("getOwnAccount").on(1).expect(200);
    var pool = bank.backstage().pool();
    assertTrue(Accounts.revoke(pool, minato.id, "leaver", bank.time.instant()));
    leaver.call("getOwnAccount").on(0).until(401, "UNAUTHENTICATED");
    leaver.call("getOwnAccount").on(1).until(401, "UNAUTHENTICATED");
    assertTrue(
        Accounts.add(pool, minato.id, "leaver", Set.of(Role.AUDITOR), bank.time.instant())
            .isEmpty());
  }

  @Test
  void whatWasAskedForBeforeARestartIsDecidedOnAfterIt() {
    var jiro = Using.of(master("c-restart"));
    var approval = teller.revoke(jiro.customer).expect(202).text("approval");
    bank.stopInstances();
    bank.startInstances();
    var call = supervisor.decide(approval, "approve").header("Idempotency-Key", "restart");
    var first = call.expect(200);
    assertEquals(first.body(), call.expect(200).body());
    assertEquals(1, revocations("c-restart"));
  }
}
