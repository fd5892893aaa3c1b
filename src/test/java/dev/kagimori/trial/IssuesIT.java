package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Superuser;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.Device;
import dev.kagimori.registration.Custody;
import dev.kagimori.stock.Allocation;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issues of either kind, what stands in their way, and what is told about them. */
class IssuesIT {
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
  void b4AFobIsAskedForSetAsideAndStartedByItsUserAlone() {
    var kitahama = Issues.institution(bank, "b4", "kitahama", new JsonObject());
    var hanako = kitahama.customer("c-b4");
    Issues.request(hanako).expect(201);
    assertEquals("REQUESTED", hanako.status().text("status"));
    assertEquals("REQUESTED", hanako.status().json().getJsonObject("pending").getString("state"));
    assertEquals(
        "REQUESTED", Issues.request(hanako).expect(ProblemCode.ALREADY_REGISTERED).text("state"));
    var fob =
        Fob.builder("8T0000000017")
            .make(Make.TK8)
            .seed(Seed.random(bank.random, Make.TK8.rule().algorithm().seedBytes()))
            .made(now().minus(Duration.ofDays(30)))
            .build();
    kitahama.deliver(List.of(fob));
    kitahama.allocate(fob, hanako);
    assertEquals(
        "ALLOCATED", Issues.request(hanako).expect(ProblemCode.ALREADY_REGISTERED).text("state"));
    kitahama.customer("c-other").start(fob).expect(ProblemCode.NOT_ACCEPTED);
    hanako.start(fob).expect(201);

    bank.time.pass(Duration.ofMinutes(1));
    hanako.stop(fob).expect(201);
    bank.time.pass(Duration.ofMinutes(1));
    hanako.start(fob).expect(ProblemCode.NOT_ACCEPTED);
    assertEquals(refused(kitahama, fob.serial(), hanako), "NOT_REUSABLE");
    Issues.request(hanako).expect(201);
    kitahama.allocate(fob, hanako);
    hanako.start(fob).expect(201);
  }

  @Test
  void oneKindReplacesTheOtherWhereTheyAreNotSideBySide() {
    var kitahama = Issues.institution(bank, "b3", "kitahama", new JsonObject());
    var hanako = kitahama.customer("c-b3");
    Issues.request(hanako).expect(201);
    var issued = Issues.issue(hanako);
    Issues.request(hanako).expect(201);
    issued.activate(new Device()).expect(ProblemCode.S0B5);
    Issues.issue(hanako).setUp(new Device());
  }

  @Test
  void d8ARevocationHoldsTheNextIssueUp() {
    var taiga = Issues.institution(bank, "d8", "taiga", new JsonObject());
    var hanako = taiga.customer("c-d8");
    revokedAt(hanako, LocalTime.of(20, 49, 59));
    var wait = Issues.ask(hanako).expect(ProblemCode.TOO_EARLY);
    assertEquals("waits.afterRevocation", wait.text("rule"));
    assertEquals("21:19:59", wait.text("nextIssueFrom").substring(11, 19));
    bank.time.pass(Duration.ofMinutes(30).minusSeconds(1));
    Issues.ask(hanako).expect(ProblemCode.TOO_EARLY);
    bank.time.pass(Duration.ofSeconds(1));
    revokedAt(hanako, LocalTime.of(20, 50));
    Issues.ask(hanako).expect(ProblemCode.TOO_EARLY);
    bank.time.set(next(LocalTime.of(8, 9, 59)));
    Issues.ask(hanako).expect(ProblemCode.TOO_EARLY);
    bank.time.set(next(LocalTime.of(8, 10)));
    Issues.ask(hanako).expect(201);
  }

  @Test
  @DisplayName("E11: what staff suspended before its start is not replaced by another issue")
  void staffsSuspensionBarsAnotherIssue() {
    var aoba = Issues.institution(bank, "barred", "aoba", new JsonObject());
    var hanako = aoba.customer("c-barred");
    var issued = Issues.issue(hanako);
    issued.setUp(new Device());
    aoba.staff(Custody.Act.SUSPEND, hanako);
    assertEquals("SUSPENDED", hanako.status().text("status"));
    assertEquals(List.of(), Systems.allowed(hanako.status()));
    Issues.ask(hanako).expect(ProblemCode.SUSPENDED);
    hanako
        .call("withdrawIssue")
        .receiptNumber(issued.receiptNumber())
        .expect(ProblemCode.SUSPENDED);
    aoba.staff(Custody.Act.UNLOCK, hanako);
    Issues.ask(hanako).expect(201);
  }

  @Test
  void whatTheTermsDoNotHaveIsRefusedWithTheRule() {
    var taiga = Issues.institution(bank, "rules", "taiga", new JsonObject());
    var hanako = taiga.customer("c-rules");
    assertEquals(
        "hardwareIssue", Issues.request(hanako).expect(ProblemCode.NOT_OFFERED).text("rule"));
    var pc = Issues.software().put("phoneMail", "hanako@pc.example.jp");
    assertMalformed(hanako, pc, "/phoneMail", "appIssue.phoneDomains");
    assertMalformed(
        hanako,
        Issues.software().put("startPassword", "123"),
        "/startPassword",
        "appIssue.startPassword");
    assertMalformed(hanako, new JsonObject().put("kind", "SOFTWARE"), "/phoneMail", "null");
    hanako.call("issueToken").with(Issues.software().put("startPassword", "４８２０　５７１３")).expect(201);
    var minato = bank.institution("rules-e", new JsonObject());
    assertEquals(
        "appIssue",
        Issues.ask(minato.customer("c-rules")).expect(ProblemCode.NOT_OFFERED).text("rule"));
  }

  @Test
  void a8MailsLieReadyAndNoPasswordInClear() throws Exception {
    var aoba = Issues.institution(bank, "a8", "aoba", new JsonObject());
    var hanako = aoba.customer("c-a8");
    hanako
        .call("putContract")
        .with(
            new JsonObject()
                .put("kind", "PERSONAL")
                .put("registeredMail", "hanako@example.jp")
                .put(
                    "users",
                    new JsonArray()
                        .add(new JsonObject().put("user", "user").put("role", "PERSONAL"))))
        .expect(200);
    var first = hanako.call("issueToken").header("Idempotency-Key", "a8").with(Issues.software());
    var receipt = first.expect(201);
    assertEquals(receipt.body(), first.expect(201).body());
    try (var superuser = Superuser.of(directory.resolve("database"))) {
      assertEquals(
          "ACCEPTANCE,APP_ISSUE",
          superuser
              .column(
                  "SELECT string_agg(kind, ',' ORDER BY kind) FROM mail WHERE institution = 'a8'")
              .getFirst());
      for (var row : superuser.column("SELECT i::text FROM issue i WHERE institution = 'a8'"))
        assertFalse(row.contains(Issues.PASSWORD));
    }
  }

  private static void assertMalformed(
      Customer customer, JsonObject body, String pointer, String rule) {
    var reply = customer.call("issueToken").with(body).expect(ProblemCode.MALFORMED);
    assertEquals(
        pointer, reply.json().getJsonArray("errors").getJsonObject(0).getString("pointer"));
    assertEquals(rule, reply.text("rule"));
  }

  private static String refused(Institution institution, String serial, Customer to) {
    var backstage = bank.backstage();
    var outcome =
        new Allocation(backstage.pool(), backstage.terms())
            .allocate(
                institution.id,
                new SerialNumber(serial),
                new Owner(to.contract(), to.user()),
                new Source("staff", "127.0.0.1", "b5"),
                now());
    return outcome instanceof Allocation.Outcome.Refused(var token, var reason)
        ? reason.name()
        : outcome.toString();
  }

  /** Sets an app up, starts it and has it revoked at a time of the day. */
  private static void revokedAt(Customer customer, LocalTime time) {
    Issues.start(customer, Issues.issue(customer).setUp(new Device()));
    bank.time.set(next(time));
    customer.institution().staff(Custody.Act.REVOKE, customer);
  }

  private static Instant next(LocalTime time) {
    var today = BusinessDay.of(now()).atTime(time).atZone(BusinessDay.TOKYO);
    return (today.toInstant().isBefore(now()) ? today.plusDays(1) : today).toInstant();
  }

  private static Instant now() {
    return bank.time.instant();
  }
}
