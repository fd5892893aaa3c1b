package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.rack.Rack;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.registration.Custody;
import dev.kagimori.station.Station;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainPathIT {
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

  private static JsonObject code(String code) {
    return new JsonObject().put("code", code);
  }

  private static Reply verify(Customer customer, String code) {
    return customer.verify(code);
  }

  private static String factor(Customer customer, String operation) {
    return customer
        .call("getRequirements")
        .query("operation=" + operation)
        .expect(200)
        .text("factor");
  }

  @Test
  void aFobOnTheSerialLineIsStartedVerifiedExchangedAndStopped() throws Exception {
    var customer = minato.customer("c-line");
    var fobs = minato.deliver(2);
    var first = fobs.get(0).serial();
    var second = fobs.get(1).serial();
    fobs.forEach(fob -> minato.allocate(fob, customer));
    var line = directory.resolve("line");
    try (var rack = Rack.open(fobs, bank.time, line, Station.BAUD_DEFAULT);
        var station = Station.open(rack.line(), Station.BAUD_DEFAULT, bank.time)) {
      var started = customer.start(first, station.press(first)).expect(201);
      assertEquals("START", started.text("operation"));
      bank.time.nextStep();
      assertEquals("OTP", factor(customer, "TRANSFER"));
      verify(customer, station.press(first)).expectResult("ACCEPTED");

      bank.time.nextStep();
      var exchange = customer.call("openExchange").with(code(station.press(first))).expect(201);
      bank.time.nextStep();
      verify(customer, station.press(first)).expectResult("ACCEPTED");
      var exchanged =
          customer
              .call("completeExchange")
              .exchange(exchange.text("exchange"))
              .with(code(station.press(second)).put("serial", second))
              .expect(201);
      assertEquals(second, exchanged.text("serial"));
      assertEquals(first, exchanged.text("previousSerial"));

      bank.time.nextStep();
      verify(customer, station.press(first)).expectResult("WRONG");
      verify(customer, station.press(second)).expectResult("ACCEPTED");
      bank.time.nextStep();
      var stopped = customer.call("stop").with(code(station.press(second))).expect(201);
      assertEquals("STOP", stopped.text("operation"));
      assertEquals("NOT_REGISTERED", customer.status().text("status"));
    }
    var last = customer.call("getAuthentications").query("last=3").expect(200).json();
    var newest =
        last.getJsonArray("authentications").stream()
            .map(one -> (JsonObject) one)
            .map(one -> one.getString("operation") + " " + one.getString("result"))
            .toList();
    assertEquals(List.of("STOP ACCEPTED", "TRANSFER ACCEPTED", "TRANSFER WRONG"), newest);
  }

  @Test
  void e1AndE2SixDigitsThatChangeEveryThirtySecondsWorkOnce() {
    var customer = minato.customer("c-e1");
    var fob = minato.shippedTo(customer);
    assertEquals(List.of("START"), customer.status().json().getJsonArray("allowed").getList());
    customer.start(fob).expect(201);
    assertEquals(
        List.of("ISSUE", "EXCHANGE", "STOP"),
        customer.status().json().getJsonArray("allowed").getList());
    bank.time.nextStep();
    var code = customer.code(fob);
    assertEquals(6, code.length());
    verify(customer, code).expectResult("ACCEPTED");
    verify(customer, code).expectResult("REPLAYED");
    bank.time.nextStep();
    customer.verify(fob).expectResult("ACCEPTED");
  }

  @Test
  void e3TheReceiptHasSevenDigitsTheTimeWithSecondsTheSerialAndTheLoginChoice() {
    var customer = minato.customer("c-e3");
    var fob = minato.shippedTo(customer);
    var receipt =
        customer.call("start").with(customer.shown(fob).put("loginOtp", false)).expect(201);
    assertTrue(receipt.text("receiptNumber").matches("[0-9]{7}"));
    assertTrue(receipt.text("acceptedAt").matches(".*T\\d\\d:\\d\\d:\\d\\d\\+09:00"));
    assertEquals(fob.serial(), receipt.text("serial"));
    assertEquals("false", receipt.text("loginOtp"));
    assertEquals("NONE", factor(customer, "LOGIN"));
    assertEquals("OTP", factor(customer, "TRANSFER"));
  }

  @Test
  void e4FundOperationsAskForACodeFromTheStartOn() {
    var customer = minato.customer("c-e4");
    var fob = minato.shippedTo(customer);
    assertEquals("OWN_FACTOR", factor(customer, "TRANSFER"));
    customer.start(fob).expect(201);
    for (var operation : List.of("TRANSFER", "OWN_TRANSFER", "BILL_PAYMENT", "OTHER_FUNDS"))
      assertEquals("OTP", factor(customer, operation));
    assertEquals("OTP", factor(customer, "LOGIN"));
    assertEquals("OWN_FACTOR", factor(customer, "CHANGE_DETAILS"));
  }

  @Test
  void e5TheOldFobStaysInForceUntilTheNewOneIsRegistered() {
    var customer = minato.customer("c-e5");
    var old = minato.shippedTo(customer);
    customer.start(old).expect(201);
    bank.time.nextStep();
    var next = minato.shippedTo(customer);
    var exchange = customer.openExchange(old).expect(201).text("exchange");
    customer.completeExchange(exchange, old).expect(ProblemCode.NOT_ACCEPTED);
    bank.time.nextStep();
    customer.verify(old).expectResult("ACCEPTED");
    var receipt = customer.completeExchange(exchange, next).expect(201);
    assertEquals(old.serial(), receipt.text("previousSerial"));
    bank.time.nextStep();
    customer.verify(old).expectResult("WRONG");
    customer.verify(next).expectResult("ACCEPTED");
    assertEquals(
        next.serial(), customer.status().json().getJsonObject("token").getString("serial"));
  }

  @Test
  void e5AnExchangeThatIsGivenUpLeavesTheOldFob() {
    var customer = minato.customer("c-e5-up");
    var old = minato.shippedTo(customer);
    customer.start(old).expect(201);
    bank.time.nextStep();
    var next = minato.shippedTo(customer);
    var exchange = customer.openExchange(old).expect(201).text("exchange");
    customer.call("giveUpExchange").exchange(exchange).expect(200);
    customer.call("giveUpExchange").exchange(exchange).expect(200);
    customer.completeExchange(exchange, next).expect(ProblemCode.EXCHANGE_EXPIRED);
    bank.time.nextStep();
    customer.verify(old).expectResult("ACCEPTED");
  }

  @Test
  void e6StoppingAsksForACodeAndTheOwnFactorAndThenTheOwnFactorIsAskedAgain() {
    var customer = minato.customer("c-e6");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var release = customer.call("getRequirements").query("operation=RELEASE").expect(200);
    assertEquals("OTP", release.text("factor"));
    assertEquals("true", release.text("ownFactorToo"));
    var receipt = customer.stop(fob).expect(201);
    assertEquals(fob.serial(), receipt.text("serial"));
    assertEquals("OWN_FACTOR", factor(customer, "TRANSFER"));
    bank.time.nextStep();
    customer.verify(fob).expectResult("NOT_REGISTERED");
  }

  @Test
  void e7AFobWorksOnlyForTheCustomerItWasShippedTo() {
    var hanako = minato.customer("c-e7-a");
    var taro = minato.customer("c-e7-b");
    var fob = minato.shippedTo(hanako);
    taro.start(fob).expect(ProblemCode.NOT_ACCEPTED);
    taro.start(minato.deliver(1).getFirst()).expect(ProblemCode.NOT_ACCEPTED);
    hanako.start(fob).expect(201);
  }

  @Test
  void e10SerialAndCodeMayBeTypedFullWidthInLowerCaseWithSpacesAndHyphens() {
    var customer = minato.customer("c-e10");
    var fob = Numbered.fob(bank, "2V", 7);
    minato.deliver(List.of(fob));
    minato.allocate(fob, customer);
    var typed = "　" + fullWidth(fob.serial().toLowerCase(java.util.Locale.ROOT)) + " ";
    var code = customer.code(fob);
    var receipt =
        customer
            .start(typed, code.substring(0, 3) + "－" + fullWidth(code.substring(3)))
            .expect(201);
    assertEquals(fob.serial(), receipt.text("serial"));
    bank.time.nextStep();
    var next = customer.code(fob);
    verify(customer, next.substring(0, 3) + "-" + next.substring(3) + " ").expectResult("ACCEPTED");
  }

  private static String fullWidth(String text) {
    var wide = new StringBuilder();
    text.chars().forEach(c -> wide.append((char) (c - '!' + '！')));
    return wide.toString();
  }

  @Test
  void e11StaffSuspendUnlockAndRevokeAtOnceOnBothInstances() {
    var customer = minato.customer("c-e11");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var exchange = customer.openExchange(fob).expect(201).text("exchange");
    var next = minato.shippedTo(customer);
    assertEquals(new Custody.Outcome.Done(), minato.staff(Custody.Act.SUSPEND, customer));
    bank.time.nextStep();
    for (int n = 0; n < TestBank.INSTANCES; n++) customer.verify(fob).expectResult("SUSPENDED");
    customer.verify("000000").expectResult("SUSPENDED");
    customer.stop(fob).expect(ProblemCode.SUSPENDED);
    assertEquals("SUSPENDED", customer.status().text("status"));
    customer.completeExchange(exchange, next).expect(ProblemCode.EXCHANGE_EXPIRED);

    assertEquals(new Custody.Outcome.Done(), minato.staff(Custody.Act.UNLOCK, customer));
    bank.time.nextStep();
    customer.verify(fob).expectResult("ACCEPTED");
    customer.completeExchange(exchange, next).expect(ProblemCode.EXCHANGE_EXPIRED);

    assertEquals(new Custody.Outcome.Done(), minato.staff(Custody.Act.REVOKE, customer));
    bank.time.nextStep();
    customer.verify(fob).expectResult("NOT_REGISTERED");
    customer.start(fob).expect(ProblemCode.NOT_ACCEPTED);
    customer.start(next).expect(201);
  }

  @Test
  void e18WithoutATokenTransfersAreRefusedWhereTheTermsSaySo() {
    var operations = Institution.systemE().getJsonObject("operations");
    operations.put("TRANSFER", new JsonObject().put("otp", true).put("otherwise", "REFUSED"));
    var strict = bank.institution("strict", new JsonObject().put("operations", operations));
    var customer = strict.customer("c-e18");
    assertEquals("REFUSED", factor(customer, "TRANSFER"));
    assertEquals("OWN_FACTOR", factor(customer, "BILL_PAYMENT"));
    assertNull(customer.status().json().getValue("loginOtp"));
    customer.start(strict.shippedTo(customer)).expect(201);
    assertEquals("OTP", factor(customer, "TRANSFER"));
  }
}
