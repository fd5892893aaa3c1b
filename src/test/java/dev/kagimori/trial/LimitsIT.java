package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.registration.Custody;
import dev.kagimori.token.Decision;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a user may fail, and who lets them try again. */
class LimitsIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution minato;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("minato", new JsonObject());
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  void aFobIsWornOutByAHundredWrongCodesWhateverWasUnlocked() {
    var customer = minato.customer("c-hundred");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    for (int n = 0; n < 100; n++) {
      if (n > 0 && n % 5 == 0)
        assertEquals(new Custody.Outcome.Done(), minato.staff(Custody.Act.UNLOCK, customer));
      customer.verify(customer.wrongCode(fob, n % 5)).expectResult("WRONG");
    }
    customer.verify(fob).expectResult("SUSPENDED");
    var refused =
        assertInstanceOf(Custody.Outcome.Refused.class, minato.staff(Custody.Act.UNLOCK, customer));
    assertEquals(Decision.Reason.REPLACE_TOKEN, refused.reason());
    assertEquals(new Custody.Outcome.Done(), minato.staff(Custody.Act.REVOKE, customer));
    customer.start(minato.shippedTo(customer)).expect(201);
  }

  @Test
  void anAcceptedCodeTellsHowManyWereWrongSinceTheLast() {
    var customer = minato.customer("c-since");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    for (int n = 0; n < 4; n++)
      assertEquals(
          Integer.toString(4 - n),
          customer.verify(customer.wrongCode(fob, n)).expectResult("WRONG").text("triesLeft"));
    assertEquals("4", customer.verify(fob).expectResult("ACCEPTED").text("wrongSince"));
    bank.time.nextStep();
    assertEquals("0", customer.verify(fob).expectResult("ACCEPTED").text("wrongSince"));
  }

  @Test
  void fiveFailedStartsInARowStopUntilStaffLiftIt() {
    var customer = minato.customer("c-five");
    var fob = minato.shippedTo(customer);
    for (int n = 0; n < 5; n++)
      customer.start("GM0000000" + n, "123456").expect(ProblemCode.NOT_ACCEPTED);
    ErrorsIT.refused(ProblemCode.SUSPENDED, () -> customer.call("start").with(customer.shown(fob)));
    bank.time.pass(Duration.ofDays(2));
    customer.start(fob).expect(ProblemCode.SUSPENDED);
    assertEquals(List.of(), customer.status().json().getJsonArray("allowed").getList());
    assertEquals("UNTIL_LIFTED", customer.status().text("startsStopped"));
    minato.liftStarts(customer);
    assertEquals("null", customer.status().text("startsStopped"));
    customer.start(fob).expect(201);
  }

  @Test
  void twentyFailedStartsADayAndNoMoreUntilTheNext() {
    var patient = bank.institution("patient", new JsonObject().put("failedStartsMax", 10));
    var customer = patient.customer("c-twenty");
    var fob = patient.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    int failed = 0;
    for (int round = 0; round < 3; round++) {
      customer.stop(fob).expect(201);
      bank.time.nextStep();
      for (int n = 0; n < 7 && failed < 20; n++, failed++)
        customer.start("GM0000000" + n, "123456").expect(ProblemCode.NOT_ACCEPTED);
      if (failed < 20) {
        customer.start(fob).expect(201);
        bank.time.nextStep();
      }
    }
    ErrorsIT.refused(ProblemCode.SUSPENDED, () -> customer.call("start").with(customer.shown(fob)));
    assertEquals("UNTIL_TOMORROW", customer.status().text("startsStopped"));
    bank.time.pass(Duration.ofDays(1));
    assertEquals("null", customer.status().text("startsStopped"));
    customer.start(fob).expect(201);
  }
}
