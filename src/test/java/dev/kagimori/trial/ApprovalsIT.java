package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes two persons of the staff (E11, D6). */
class ApprovalsIT {
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
    minato = bank.institution("by-two", new JsonObject());
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
                SELECT concat_ws(' ', client, details ->> 'approval', outcome, reason) AS told
                FROM audit
                WHERE institution = $1 AND action = $2 ORDER BY id
                """)
            .execute(Tuple.of(minato.id, action))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("told"))
        .toList();
  }

  private static String state(Clerk clerk, Customer customer) {
    return clerk.sheet(customer).getJsonArray("tokens").getJsonObject(0).getString("state");
  }

  private static String pending() {
    return supervisor.call("getApprovals").query("state=PENDING").expect(200).body();
  }

  @Test
  void aReissueThatCannotBeDoneAsThingsAreIsNotAskedFor() {
    var jiro = Using.of(minato.customer("c-reissue"));
    var before = pending();
    teller.reissue(jiro.customer(), "GM99999999").expect(ProblemCode.NOT_FOUND);
    var others = minato.shippedTo(minato.customer("c-other"));
    var taken = teller.reissue(jiro.customer(), others.serial()).expect(ProblemCode.WRONG_STATE);
    assertEquals("ALLOCATED", taken.text("state"));
    var own = teller.reissue(jiro.customer(), jiro.fob().serial()).expect(ProblemCode.WRONG_STATE);
    assertEquals("IN_USE", own.text("state"));
    var spare = minato.deliver(1).getFirst();
    teller.reissue(minato.customer("c-without"), spare.serial()).expect(ProblemCode.NOT_REGISTERED);
    teller
        .reissue(new Customer(minato, "c-reissue", "nobody"), spare.serial())
        .expect(ProblemCode.NOT_FOUND);
    assertEquals(before, pending());
    assertTrue(audited("ALLOCATE").contains("staff:teller REFUSED UNKNOWN_SERIAL"));
    assertTrue(audited("ALLOCATE").contains("staff:teller REFUSED WRONG_STATE"));
    jiro.customer().verify(jiro.fob()).expectResult("ACCEPTED");
  }

  @Test
  void aFobThatWentMeanwhileIsNotReissuedAndTheOldTokenStays() {
    var jiro = Using.of(minato.customer("c-gone"));
    var spare = minato.deliver(1).getFirst();
    var approval = teller.reissue(jiro.customer(), spare.serial()).expect(202).text("approval");
    minato.allocate(spare, minato.customer("c-quicker"));
    var refused = supervisor.approve(approval).expect(ProblemCode.WRONG_STATE);
    assertEquals("ALLOCATED", refused.text("state"));
    assertEquals("IN_USE", state(teller, jiro.customer()));
    jiro.customer().verify(jiro.fob()).expectResult("ACCEPTED");
  }

  @Test
  void e9AFobOfAClosedMakeIsNotReissued() {
    var harbour = bank.institution("closed-make", new JsonObject());
    var jiro = Using.of(harbour.customer("c-closed"));
    var spare = harbour.deliver(1).getFirst();
    var clerk = Clerk.of(harbour, "teller", Role.TELLER);
    var boss = Clerk.of(harbour, "boss", Role.SUPERVISOR);
    var approval = clerk.reissue(jiro.customer(), spare.serial()).expect(202).text("approval");
    var makes = Institution.systemE().getJsonArray("makes").copy();
    var until = new JsonObject().put("until", bank.time.instant().toString());
    for (var make : makes) ((JsonObject) make).put("start", until);
    harbour.changeTerms(new JsonObject().put("makes", makes));
    jiro.customer().call("start").with(jiro.customer().shown(spare)).until(422, "MAKE_CLOSED");
    Waits.until(
        "the terms at every instance",
        () -> clerk.reissue(jiro.customer(), spare.serial()).status() == 422);
    boss.approve(approval).expect(ProblemCode.MAKE_CLOSED);
    assertEquals("IN_USE", state(clerk, jiro.customer()));
    jiro.customer().verify(jiro.fob()).expectResult("ACCEPTED");
  }

  @Test
  void anAllocationToAMasterThatCannotBeDoneIsNotAskedFor() {
    var boss = master("c-no-fob");
    var owner = new JsonObject().put("contract", boss.contract()).put("user", boss.user());
    teller.about("GM99999998", "allocateFob").with(owner).expect(ProblemCode.NOT_FOUND);
    var spare = minato.deliver(1).getFirst();
    teller.about(spare.serial(), "allocateFob").with(owner).expect(202);
  }

  @Test
  void aFobThatIsFoundAgainTakesTwoPersons() {
    var jiro = Using.of(minato.customer("c-found"));
    keeper.putBack(jiro.fob().serial()).expect(ProblemCode.WRONG_STATE);
    teller.revoke(jiro.customer()).expect(200);
    var approval = teller.putBack(jiro.fob().serial()).expect(202).text("approval");
    teller.approve(approval).expect(ProblemCode.OWN_REQUEST);
    teller.reject(approval).expect(ProblemCode.OWN_REQUEST);
    assertEquals("REVOKED", state(teller, jiro.customer()));
    var done = supervisor.approve(approval).expect(200);
    assertEquals("APPROVED", done.text("state"));
    assertEquals("boss", done.text("decidedBy"));
    assertEquals("APPROVED", second.approve(approval).expect(ProblemCode.DECIDED).text("state"));
    var owner = new JsonObject().put("contract", "c-found").put("user", "user");
    var unchecked =
        keeper
            .about(jiro.fob().serial(), "allocateFob")
            .with(owner)
            .expect(ProblemCode.WRONG_STATE);
    assertEquals("NOT_CHECKED", unchecked.text("reason"));
    jiro.customer().start(jiro.fob()).expect(ProblemCode.NOT_ACCEPTED);
    bank.backstage()
        .pool()
        .preparedQuery(
            """
            UPDATE token SET inspection = 'CHECKED', version = version + 1
            WHERE institution = $1 AND serial = $2
            """)
        .execute(Tuple.of(minato.id, jiro.fob().serial()))
        .await();
    minato.allocate(jiro.fob(), jiro.customer());
    assertTrue(audited("APPROVE").contains("staff:teller " + approval + " REFUSED OWN_REQUEST"));
    assertTrue(audited("PUT_BACK").contains("staff:boss " + approval + " DONE"));
  }

  @Test
  void aMasterUserIsSuspendedAtOnceAndUnlockedByTwo() {
    var jiro = Using.of(master("c-master"));
    help.suspend(jiro.customer()).expect(200);
    jiro.customer().verify(jiro.fob()).expectResult("SUSPENDED");
    var asked = help.unlock(jiro.customer()).expect(202);
    jiro.customer().verify(jiro.fob()).expectResult("SUSPENDED");
    var mine = help.call("getApprovals").query("state=PENDING").expect(200);
    assertTrue(mine.body().contains(asked.text("approval")), mine.body());
    assertFalse(keeper.call("getApprovals").expect(200).body().contains(asked.text("approval")));
    supervisor.reject(asked.text("approval")).expect(200);
    supervisor.approve(asked.text("approval")).expect(ProblemCode.DECIDED);
    var again = help.unlock(jiro.customer()).expect(202).text("approval");
    supervisor.approve(again).expect(200);
    bank.time.nextStep();
    jiro.customer().verify(jiro.fob()).expectResult("ACCEPTED");
    assertTrue(teller.revoke(jiro.customer()).expect(202).body().contains("APPROVAL_NEEDED"));
  }

  @Test
  void whatIsApprovedIsJudgedAnew() {
    var jiro = Using.of(master("c-anew"));
    help.suspend(jiro.customer()).expect(200);
    var unlock = help.unlock(jiro.customer()).expect(202).text("approval");
    var revoke = teller.revoke(jiro.customer()).expect(202).text("approval");
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
    var late = teller.revoke(jiro.customer()).expect(202).text("approval");
    bank.time.pass(Duration.ofHours(24));
    assertEquals("EXPIRED", supervisor.approve(late).expect(ProblemCode.DECIDED).text("state"));
    jiro.customer().verify(jiro.fob()).expectResult("ACCEPTED");
    assertFalse(
        supervisor.call("getApprovals").query("state=PENDING").send().body().contains(late));
    assertTrue(supervisor.call("getApprovals").query("state=EXPIRED").send().body().contains(late));
  }

  @Test
  void twoWhoApproveAtOnceDoItOnce() {
    var jiro = Using.of(master("c-race"));
    var approval = teller.revoke(jiro.customer()).expect(202).text("approval");
    var replies = Crowd.ask(8, n -> (n % 2 == 0 ? supervisor : second).decide(approval, "approve"));
    assertEquals(
        Map.of("200", 1, "409", 7), Crowd.count(replies, r -> Integer.toString(r.status())));
    for (var reply : replies)
      if (reply.status() == 409)
        assertEquals("APPROVED", reply.expect(ProblemCode.DECIDED).text("state"));
    assertEquals(1, revocations("c-race"));
    assertEquals(
        1, audited("APPROVE").stream().filter(a -> a.endsWith(approval + " DONE")).count());
    assertEquals("NOT_REGISTERED", jiro.customer().status().text("status"));
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
  void whatWasAskedForBeforeARestartIsDecidedOnAfterIt() {
    var jiro = Using.of(master("c-restart"));
    var approval = teller.revoke(jiro.customer()).expect(202).text("approval");
    bank.stopInstances();
    bank.startInstances();
    var call = supervisor.decide(approval, "approve").header("Idempotency-Key", "restart");
    var first = call.expect(200);
    assertEquals(first.body(), call.expect(200).body());
    assertEquals(1, revocations("c-restart"));
  }
}
