package dev.kagimori.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.registration.Custody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a front end's test can ask for, over the real service. */
class KagimoriExtensionIT {
  @RegisterExtension
  static final KagimoriExtension kagimori =
      KagimoriExtension.withTerms(new JsonObject().put("wrongCodesMax", 3));

  private static final Set<String> INSTITUTIONS = new HashSet<>();

  @AfterAll
  static void eachTestHadAnInstitutionOfItsOwn() {
    assertEquals(2, INSTITUTIONS.size());
  }

  private Institution bank = kagimori.institution();

  @BeforeEach
  void isGivenTheTestsInstitution(Institution given) {
    bank = given;
  }

  @RepeatedTest(2)
  void aTestHasOneInstitutionWhereverItAsks(Institution given) {
    assertSame(bank, given);
    INSTITUTIONS.add(given.id());
    given.customer("c-1", "hanako");
  }

  @Test
  void theServiceLivesInTheTestsTime(DrivenTime time, RunningKagimori service) {
    assertSame(kagimori.service(), service);
    assertSame(kagimori.time(), time);
    assertEquals(kagimori.uri(), service.uri());
    var customer = bank.customer("c-1", "hanako");
    var fob = customer.fob();
    new Caller(customer).start(fob);
    time.nextStep();
    var code = fob.code();
    assertEquals("ACCEPTED", new Caller(customer).verify(code));
    assertEquals("REPLAYED", new Caller(customer).verify(code));
    time.pass(Duration.ofDays(30));
    assertEquals("ACCEPTED", new Caller(customer).verify(fob.code()));
  }

  @Test
  void termsAreMergedOverSystemE() {
    var refuse = new JsonObject().put("otherwise", "REFUSED");
    var strict =
        kagimori
            .service()
            .institution(
                new JsonObject().put("operations", new JsonObject().put("TRANSFER", refuse)));
    var customer = new Caller(strict.customer("c-1", "hanako"));
    assertEquals("REFUSED", customer.factor("TRANSFER"));
    assertEquals("OWN_FACTOR", customer.factor("BILL_PAYMENT"));
  }

  @Test
  void threeWrongCodesSuspendWhereTheClassSaysSoAndStaffUnlock() {
    var customer = bank.customer("c-1", "hanako");
    var fob = customer.fob();
    var caller = new Caller(customer);
    caller.start(fob);
    kagimori.time().nextStep();
    for (int n = 0; n < 3; n++) assertEquals("WRONG", caller.verify(fob.wrongCode(n)));
    assertEquals("SUSPENDED", caller.verify(fob.code()));
    assertEquals(new Custody.Outcome.Done(), customer.unlock());
    kagimori.time().nextStep();
    assertEquals("ACCEPTED", caller.verify(fob.code()));
    assertEquals(new Custody.Outcome.Done(), customer.revoke());
    kagimori.time().nextStep();
    assertEquals("NOT_REGISTERED", caller.verify(fob.code()));
  }

  @Test
  void aFobInStockStartsOnlyForWhomItIsAllocatedTo() {
    var customer = bank.customer("c-1", "hanako");
    var fob = bank.fob();
    assertEquals("NOT_ACCEPTED", new Caller(customer).start(fob));
    customer.receives(fob);
    kagimori.time().nextStep();
    assertEquals("START", new Caller(customer).start(fob));
    var refused = assertThrows(IllegalArgumentException.class, () -> customer.receives(fob));
    assertNotEquals(-1, String.valueOf(refused.getMessage()).indexOf("割り当てられません"));
  }

  @Test
  void aBusinessHasItsUsers() {
    var users =
        new JsonArray()
            .add(new JsonObject().put("user", "boss").put("role", "MASTER"))
            .add(new JsonObject().put("user", "clerk").put("role", "GENERAL"));
    var known = bank.contract("c-2", new JsonObject().put("kind", "BUSINESS").put("users", users));
    assertEquals("NOT_REGISTERED", new Caller(known.getLast()).verify("123456"));
    var wrong = new JsonObject().put("kind", "NONE").put("users", users);
    assertThrows(IllegalArgumentException.class, () -> bank.contract("c-3", wrong));
  }

  @Nested
  class InANestedClass {
    @Test
    void theServiceIsTheSame(RunningKagimori service) {
      assertSame(kagimori.service(), service);
    }
  }
}
