package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The manual of system D from top to bottom: one company, a master and its general users. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SystemDIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution taiga;
  private static Customer master;
  private static Customer suzuki;
  private static Customer tanaka;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken masters;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken suzukis;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken tanakas;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    taiga = Issues.institution(bank, "taiga", "taiga", new JsonObject());
    var users = Systems.business(taiga, "c-company", 2, 2, "2026-11-21T10:30:00+09:00");
    master = users.get(0);
    suzuki = users.get(2);
    tanaka = users.get(3);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  private static JsonObject login(Customer customer) {
    return Systems.requirements(customer, "LOGIN", "NEW", "PC");
  }

  @Test
  @Order(1)
  @DisplayName(
      "D3, D11: nothing is compulsory before the contract's date; from it on set-up comes first")
  void compulsion() {
    assertEquals(false, login(suzuki).getBoolean("setupRequired"));
    assertEquals("OWN_FACTOR", Systems.factor(suzuki, "TRANSFER"));
    bank.time.set(Systems.today(bank, 10, 29, 59));
    assertEquals(false, login(suzuki).getBoolean("setupRequired"));
    bank.time.set(Systems.today(bank, 10, 30, 0));
    assertEquals(true, login(suzuki).getBoolean("setupRequired"));
    assertEquals("REFUSED", Systems.factor(suzuki, "TRANSFER"));
  }

  @Test
  @Order(2)
  @DisplayName("D13: a phone's mail address is taken, a PC's is not")
  void addresses() {
    var body = Issues.software().put("phoneMail", "suzuki@company.example.jp");
    var refused = suzuki.call("issueToken").with(body).expect(ProblemCode.MALFORMED);
    assertEquals("appIssue.phoneDomains", refused.text("rule"));
  }

  @Test
  @Order(3)
  @DisplayName("D1, D4: each login ID sets up its own token: mail, IDs, the first code ends set-up")
  void setUp() {
    masters = started(master);
    suzukis = started(suzuki);
    tanakas = started(tanaka);
    assertNotEquals(suzukis.serial(), tanakas.serial());
    assertEquals(false, login(suzuki).getBoolean("setupRequired"));
    suzuki
        .call("start")
        .with(
            new JsonObject()
                .put("serial", tanakas.serial())
                .put("code", Issues.code(tanaka, tanakas)))
        .expect(ProblemCode.ALREADY_REGISTERED);
  }

  @Test
  @Order(4)
  @DisplayName("D14: without the mail the user issues anew; the first IDs and password die")
  void issuesAnew() {
    var other = new Customer(taiga, "c-company", "m1");
    var lost = Issues.issue(other);
    var found = Issues.issue(other);
    lost.activate(new Device()).expect(ProblemCode.S0B5);
    Issues.start(other, found.setUp(new Device()));
  }

  @Test
  @Order(5)
  @DisplayName("D2, D12: login asks for the code, and no other operation does")
  void loginOnly() {
    assertEquals("OTP", login(suzuki).getString("factor"));
    for (var operation : List.of("TRANSFER", "OWN_TRANSFER", "BILL_PAYMENT", "CHANGE_DETAILS"))
      assertEquals("OWN_FACTOR", Systems.factor(suzuki, operation));
    bank.time.pass(Duration.ofMinutes(1));
    logIn(suzuki, suzukis).expectResult("ACCEPTED");
  }

  @Test
  @Order(6)
  @DisplayName("D17: users have no release and no exchange")
  void noRelease() {
    var code = new JsonObject().put("code", Issues.code(suzuki, suzukis));
    suzuki.call("stop").with(code).expect(ProblemCode.NOT_OFFERED);
    suzuki.call("openExchange").with(code).expect(ProblemCode.NOT_OFFERED);
    suzuki.call("getRequirements").query("operation=RELEASE").expect(ProblemCode.NOT_OFFERED);
    assertEquals(List.of(), Systems.allowed(suzuki.status()));
  }

  @Test
  @Order(7)
  @DisplayName(
      "D6, D9: wrong codes suspend; a master lifts it for general users, a result for each")
  void unlock() {
    suspend(suzuki, suzukis);
    assertEquals("SUSPENDED", suzuki.status().text("status"));
    assertEquals("REFUSED", login(suzuki).getString("factor"));
    var reply = masterDoes("unlockUsers", master, List.of("g0", "g1", "nobody", "m1"), null);
    assertEquals(
        List.of("g0 DONE", "g1 NOT_SUSPENDED", "nobody NOT_FOUND", "m1 NOT_ALLOWED"),
        results(reply.expect(200)));
    assertTrue(reply.text("receiptNumber").matches("[0-9]{7}"));
    bank.time.pass(Duration.ofMinutes(1));
    logIn(suzuki, suzukis).expectResult("ACCEPTED");
  }

  @Test
  @Order(8)
  @DisplayName("D6, D7: a suspended master goes to the branch, and can do nothing for others")
  void suspendedMaster() {
    suspend(master, masters);
    masterDoes("unlockUsers", master, List.of("m0"), null).expect(ProblemCode.SUSPENDED);
    masterDoes("unlockUsers", suzuki, List.of("g1"), null).expect(ProblemCode.FORBIDDEN);
    var teller = Clerk.of(taiga, "teller", Role.TELLER, Role.HELPDESK);
    var boss = Clerk.of(taiga, "boss", Role.SUPERVISOR);
    var asked = teller.unlock(master).expect(202);
    boss.approve(asked.json().getString("approval")).expect(200);
    bank.time.pass(Duration.ofMinutes(1));
    logIn(master, masters).expectResult("ACCEPTED");
  }

  @Test
  @Order(9)
  @DisplayName("E11: what staff suspended no master lifts, nor gets around by a revocation")
  void staffsSuspension() {
    var help = Clerk.of(taiga, "help", Role.HELPDESK);
    help.suspend(tanaka).expect(200);
    assertEquals(
        List.of("g1 NOT_ALLOWED"),
        results(masterDoes("unlockUsers", master, List.of("g1"), null).expect(200)));
    assertEquals(
        List.of("g1 NOT_ALLOWED"),
        results(masterDoes("revokeUsers", master, List.of("g1"), "LOSS").expect(200)));
    help.unlock(tanaka).expect(200);
  }

  @Test
  @Order(10)
  @DisplayName(
      "D7, D8: a master revokes; the next issue waits 30 minutes, in the night until 08:10")
  void revoke() {
    bank.time.set(Systems.today(bank, 12, 0, 0));
    assertEquals(
        List.of("g0 DONE", "m1 NOT_ALLOWED"),
        results(masterDoes("revokeUsers", master, List.of("g0", "m1"), "LOSS").expect(200)));
    assertEquals(true, login(suzuki).getBoolean("setupRequired"));
    assertEquals("2026-11-21T12:30:00+09:00", suzuki.status().text("nextIssueFrom"));
    var early = Issues.ask(suzuki).expect(ProblemCode.TOO_EARLY);
    assertEquals("2026-11-21T12:30:00+09:00", early.text("nextIssueFrom"));
    assertEquals("waits.afterRevocation", early.text("rule"));
    bank.time.set(Systems.today(bank, 12, 30, 0));
    suzukis = started(suzuki);

    bank.time.set(Systems.today(bank, 20, 50, 0));
    masterDoes("revokeUsers", master, List.of("m0", "g0"), "PHONE_CHANGE").expect(200);
    assertEquals("2026-11-22T08:10:00+09:00", suzuki.status().text("nextIssueFrom"));
    assertEquals("NOT_REGISTERED", master.status().text("status"));
    bank.time.set(Systems.today(bank, 23, 59, 59));
    Issues.ask(suzuki).expect(ProblemCode.TOO_EARLY);
    bank.time.pass(Duration.ofSeconds(1));
    bank.time.set(Systems.today(bank, 8, 9, 59));
    Issues.ask(suzuki).expect(ProblemCode.TOO_EARLY);
    bank.time.set(Systems.today(bank, 8, 10, 0));
    started(suzuki);
  }

  @Test
  @Order(11)
  @DisplayName("D10: the last three authentications, newest first")
  void authentications() {
    var last = tanaka.call("getAuthentications").query("last=3").expect(200).json();
    assertTrue(last.getJsonArray("authentications").size() <= 3);
    assertEquals(
        "START", last.getJsonArray("authentications").getJsonObject(0).getString("operation"));
  }

  @Test
  @Order(12)
  @DisplayName("D7: of two masters who revoke each other at once one keeps a token")
  void twoMastersAtOnce() {
    for (int round = 0; round < 5; round++) {
      var company = "c-both-" + round;
      var masters = Systems.business(taiga, company, 2, 0, "2026-11-21T10:30:00+09:00");
      masters.forEach(SystemDIT::started);
      var replies =
          masters.parallelStream()
              .map(by -> masterDoes("revokeUsers", by, List.of(other(by)), "PHONE_CHANGE"))
              .map(Reply::status)
              .sorted()
              .toList();
      assertEquals(List.of(200, 409), replies);
    }
  }

  private static String other(Customer master) {
    return master.user().equals("m0") ? "m1" : "m0";
  }

  private static AppToken started(Customer customer) {
    var token = Issues.issue(customer).setUp(new Device());
    Issues.start(customer, token);
    return token;
  }

  private static Reply logIn(Customer customer, AppToken token) {
    return customer
        .call("verify")
        .with(new JsonObject().put("code", Issues.code(customer, token)).put("operation", "LOGIN"))
        .send();
  }

  private static void suspend(Customer customer, AppToken token) {
    for (int n = 0; n < 5; n++) customer.verify(Issues.wrongCode(token, bank.time.instant()));
    customer.verify(Issues.wrongCode(token, bank.time.instant())).expectResult("SUSPENDED");
  }

  private static Reply masterDoes(
      String operation, Customer by, List<String> users, @Nullable String reason) {
    var body = new JsonObject().put("by", by.user()).put("users", new JsonArray(users));
    if (reason != null) body.put("reason", reason);
    return by.call(operation).with(body).send();
  }

  private static List<String> results(Reply reply) {
    return reply.json().getJsonArray("results").stream()
        .map(JsonObject.class::cast)
        .map(result -> result.getString("user") + " " + result.getString("result"))
        .toList();
  }
}
