package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kagimori.database.Superuser;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.registration.Custody;
import dev.kagimori.secrets.Expected;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can't be audited is not done: no row but the audit's tells a decision without its entry. */
class AuditFailureIT {
  private static final List<String> TABLES =
      List.of(
          "token",
          "registration",
          "receipt",
          "exchange",
          "idempotency",
          "attempt",
          "customer",
          "contract",
          "audit");

  /** Why an entry can't be written. */
  enum Fault {
    A_TRIGGER_REFUSES(
        """
        CREATE FUNCTION no_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'no entry: %', NEW; END $$;
        CREATE TRIGGER no_entry BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no_entry()
        """,
        "DROP FUNCTION no_entry CASCADE"),
    NO_PRIVILEGE("REVOKE INSERT ON audit FROM kagimori", "GRANT INSERT ON audit TO kagimori"),
    A_CONSTRAINT_REFUSES(
        "ALTER TABLE audit ADD CONSTRAINT no_entry CHECK (institution = '-') NOT VALID",
        "ALTER TABLE audit DROP CONSTRAINT no_entry"),
    REFUSED_AT_COMMIT(
        """
        CREATE FUNCTION no_entry() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'no entry: %', NEW; END $$;
        CREATE CONSTRAINT TRIGGER no_entry AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION no_entry()
        """,
        "DROP FUNCTION no_entry CASCADE");

    private final String plant;
    private final String lift;

    Fault(String plant, String lift) {
      this.plant = plant;
      this.lift = lift;
    }

    String institution() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private interface Act {
    void run() throws Exception;
  }

  @TempDir static Path directory;
  private static TestBank bank;
  private static Superuser superuser;
  private static Expected faults;

  @BeforeAll
  static void open() throws Exception {
    bank = TestBank.open(directory);
    superuser = Superuser.of(directory.resolve("database"));
    faults = Expected.of("dev.kagimori.http.Journal");
  }

  @AfterAll
  static void close() throws SQLException {
    faults.close();
    superuser.close();
    bank.close();
  }

  private static void withFault(Fault fault, Act act) throws Exception {
    superuser.run(fault.plant);
    var before = superuser.rows(TABLES);
    try {
      act.run();
    } finally {
      superuser.run(fault.lift);
    }
    assertEquals(before, superuser.rows(TABLES));
  }

  /** Refused as an error of the service with the fault, and answered as ever without it. */
  private static Reply undoneThenDone(Fault fault, Request request) throws Exception {
    withFault(
        fault,
        () -> {
          var reply = request.expect(ProblemCode.INTERNAL);
          var body = request.body() == null ? new JsonObject() : request.body();
          for (var secret : new String[] {body.getString("code"), request.key()})
            if (secret != null) assertFalse(reply.telling().contains(secret), reply.telling());
          for (var inside : new String[] {"no_entry", "no entry", "audit", "INSERT"})
            assertFalse(reply.body().contains(inside), reply.body());
        });
    return request.send();
  }

  private static void undone(Fault fault, Act act) throws Exception {
    withFault(fault, () -> assertThrows(Exception.class, act::run));
  }

  private static JsonObject code(String code) {
    return new JsonObject().put("code", code);
  }

  private static JsonObject transfer(String code) {
    return code(code).put("operation", "TRANSFER");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void nothingAUserAsksForIsDoneAndThenTheSameCodesWork(Fault fault) throws Exception {
    var minato = bank.institution(fault.institution(), new JsonObject());
    var customer = minato.customer("c-1");
    var fob = minato.shippedTo(customer);
    var start = customer.call("start").header("Idempotency-Key", "start-1");
    undoneThenDone(fault, start.with(customer.shown(fob).put("code", customer.wrongCode(fob))))
        .expect(ProblemCode.NOT_ACCEPTED);
    undoneThenDone(fault, start.header("Idempotency-Key", "start-2").with(customer.shown(fob)))
        .expect(201);

    bank.time.nextStep();
    var verify = customer.call("verify");
    undoneThenDone(fault, verify.with(transfer(customer.wrongCode(fob)))).expectResult("WRONG");
    undoneThenDone(fault, verify.with(transfer(customer.code(fob)))).expectResult("ACCEPTED");
    undoneThenDone(fault, verify.with(transfer(customer.code(fob)))).expectResult("REPLAYED");
    bank.time.nextStep();
    var attempt = transfer(customer.code(fob)).put("reference", UUID.randomUUID().toString());
    undoneThenDone(fault, verify.with(attempt)).expectResult("ACCEPTED");

    bank.time.nextStep();
    var next = minato.shippedTo(customer);
    var opening = customer.call("openExchange");
    undoneThenDone(fault, opening.with(code(customer.wrongCode(fob)))).expect(ProblemCode.WRONG);
    var exchange =
        undoneThenDone(fault, opening.with(code(customer.code(fob)))).expect(201).text("exchange");
    undoneThenDone(fault, customer.call("giveUpExchange").exchange(exchange)).expect(200);
    bank.time.nextStep();
    var again = customer.openExchange(fob).expect(201).text("exchange");
    var completion = customer.call("completeExchange").exchange(again);
    undoneThenDone(
            fault, completion.with(customer.shown(next).put("code", customer.wrongCode(next))))
        .expect(ProblemCode.NOT_ACCEPTED);
    undoneThenDone(fault, completion.with(customer.shown(next))).expect(201);

    bank.time.nextStep();
    customer.verify(fob).expectResult("WRONG");
    var stop = customer.call("stop").header("Idempotency-Key", "stop-1");
    undoneThenDone(fault, stop.with(code(customer.code(next)))).expect(201);
    var told = new JsonObject().put("kind", "PERSONAL");
    var users = new JsonArray().add(new JsonObject().put("user", "user").put("role", "PERSONAL"));
    undoneThenDone(fault, customer.call("putContract").with(told.put("users", users))).expect(200);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void nothingStaffDoIsDone(Fault fault) throws Exception {
    var minato = bank.institution("staff-" + fault.institution(), new JsonObject());
    var customer = minato.customer("c-1");
    var fob = Numbered.fob(bank, "GM", 1);
    undone(fault, () -> minato.deliver(List.of(fob)));
    minato.deliver(List.of(fob));
    undone(fault, () -> minato.allocate(fob, customer));
    minato.allocate(fob, customer);
    customer.start(fob).expect(201);
    for (var act : Custody.Act.values()) {
      undone(fault, () -> minato.staff(act, customer));
      assertEquals(new Custody.Outcome.Done(), minato.staff(act, customer));
    }
    undone(fault, () -> minato.liftStarts(customer));
    assertEquals(new Custody.Outcome.Done(), minato.liftStarts(customer));
  }
}
