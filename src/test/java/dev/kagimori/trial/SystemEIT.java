package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.phone.Device;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual of system E from top to bottom; its fobs on a serial line are in MainPathIT. */
class SystemEIT {
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
  @DisplayName(
      "E1, E3, E14: start by serial number, code and login choice; a receipt to the second")
  void start() {
    var hanako = minato.customer("c-start");
    var fob = minato.shippedTo(hanako);
    var receipt = hanako.call("start").with(hanako.shown(fob).put("loginOtp", false)).expect(201);
    assertTrue(receipt.text("receiptNumber").matches("[0-9]{7}"));
    assertTrue(receipt.text("acceptedAt").matches("[-0-9]{10}T[0-9:]{8}\\+09:00"));
    assertEquals(fob.serial(), receipt.text("serial"));
    assertEquals("false", receipt.text("loginOtp"));
    assertEquals("NONE", Systems.factor(hanako, "LOGIN"));
    assertEquals("OTP", Systems.factor(hanako, "BILL_PAYMENT"));
    bank.time.nextStep();
    assertEquals(6, hanako.code(fob).length());
    hanako.verify(fob).expectResult("ACCEPTED");
  }

  @Test
  @DisplayName(
      "E7: a fob is asked for and shipped, and works only for the customer it was shipped to")
  void aFobOfOnesOwn() {
    var hanako = minato.customer("c-own");
    Issues.request(hanako).expect(201);
    assertEquals("REQUESTED", hanako.status().text("status"));
    var fob = minato.shippedTo(hanako);
    minato.customer("c-thief").start(fob).expect(ProblemCode.NOT_ACCEPTED);
    hanako.start(fob).expect(201);
  }

  @Test
  @DisplayName("E5, E8: from fob to app and back; the old token is in force until the new one is")
  void exchange() {
    var hanako = minato.customer("c-exchange");
    var fob = minato.shippedTo(hanako);
    hanako.start(fob).expect(201);
    var serviceId = minato.serviceId();
    var phone = new Device();
    var made =
        Request.app(bank, "selfIssue")
            .with(phone.selfIssue(serviceId, "KG", bank.time.instant()))
            .expect(201);
    var app = Issues.opened(phone, serviceId, made);
    bank.time.nextStep();
    var exchange = hanako.openExchange(fob).expect(201).text("exchange");
    bank.time.nextStep();
    hanako.verify(fob).expectResult("ACCEPTED");
    var receipt =
        hanako
            .call("completeExchange")
            .exchange(exchange)
            .with(
                new JsonObject().put("serial", app.serial()).put("code", Issues.code(hanako, app)))
            .expect(201);
    assertEquals(app.serial(), receipt.text("serial"));
    assertEquals(fob.serial(), receipt.text("previousSerial"));
    bank.time.nextStep();
    hanako.verify(fob).expectResult("WRONG");
    hanako.verify(Issues.code(hanako, app)).expectResult("ACCEPTED");

    var next = minato.shippedTo(hanako);
    bank.time.nextStep();
    var code = new JsonObject().put("code", Issues.code(hanako, app));
    var back = hanako.call("openExchange").with(code).expect(201).text("exchange");
    hanako.completeExchange(back, next).expect(201);
  }

  @Test
  @DisplayName(
      "E4, E6: from start to stop funds ask for a code; a stop asks for the own factor too")
  void stop() {
    var hanako = minato.customer("c-stop");
    var fob = minato.shippedTo(hanako);
    for (var operation : List.of("TRANSFER", "BILL_PAYMENT", "OTHER_FUNDS"))
      assertEquals("OWN_FACTOR", Systems.factor(hanako, operation));
    hanako.start(fob).expect(201);
    for (var operation : List.of("TRANSFER", "BILL_PAYMENT", "OTHER_FUNDS"))
      assertEquals("OTP", Systems.factor(hanako, operation));
    assertEquals(
        true, Systems.requirements(hanako, "RELEASE", "NEW", "PC").getBoolean("ownFactorToo"));
    bank.time.nextStep();
    hanako.stop(fob).expect(201);
    assertEquals("OWN_FACTOR", Systems.factor(hanako, "TRANSFER"));
  }

  @Test
  @DisplayName("E9: a make closes and opens in the middle of the day, for exchange and start apart")
  void makes() {
    var noon = Systems.today(bank, 12, 0, 0);
    var makes = Institution.systemE().getJsonArray("makes").copy();
    var gm = makes.getJsonObject(0).put("start", new JsonObject().put("until", noon.toString()));
    makes.getJsonObject(1).put("exchange", new JsonObject().put("until", noon.toString()));
    var bankOfMakes =
        bank.institution(
            "makes-e", new JsonObject().put("makes", makes).put("allocationRequired", false));
    var hanako = bankOfMakes.customer("c-makes");
    var fobs = bankOfMakes.deliver(6);
    var closing = of(fobs, "GM");
    var onlyStart = of(fobs, "SY");
    bank.time.set(noon.minusSeconds(1));
    assertEquals(true, isOpen(bankOfMakes, gm.getString("prefix")));
    bank.time.set(noon);
    assertEquals(false, isOpen(bankOfMakes, gm.getString("prefix")));
    assertEquals(
        "makes.GM.start", hanako.start(closing).expect(ProblemCode.MAKE_CLOSED).text("rule"));
    hanako.start(onlyStart).expect(201);
    bank.time.nextStep();
    var exchange = hanako.openExchange(onlyStart).expect(201).text("exchange");
    hanako.completeExchange(exchange, closing).expect(201);
    bank.time.nextStep();
    var back = hanako.openExchange(closing).expect(201).text("exchange");
    assertEquals(
        "makes.SY.exchange",
        hanako.completeExchange(back, onlyStart).expect(ProblemCode.MAKE_CLOSED).text("rule"));
    bank.time.nextStep();
    hanako.verify(closing).expectResult("ACCEPTED");
  }

  private static Fob of(List<Fob> fobs, String prefix) {
    return fobs.stream().filter(f -> f.serial().startsWith(prefix)).findFirst().orElseThrow();
  }

  private static boolean isOpen(Institution institution, String prefix) {
    return Systems.institution(institution).getJsonArray("makes").stream()
        .map(JsonObject.class::cast)
        .filter(make -> make.getString("prefix").equals(prefix))
        .findFirst()
        .orElseThrow()
        .getBoolean("startOpen");
  }

  @Test
  @DisplayName("E10: serial numbers in full width, lower case, with spaces and hyphens")
  void typed() {
    var hanako = minato.customer("c-typed");
    var fob = minato.shippedTo(hanako);
    var wide = new StringBuilder(" ");
    for (char c : fob.serial().toLowerCase(Locale.ROOT).toCharArray())
      wide.append((char) (c + 0xFEE0)).append('-');
    hanako.start(wide.toString(), hanako.code(fob)).expect(201);
  }

  @Test
  @DisplayName("E11: on loss staff suspend at once; a re-issue takes a second account")
  void loss() {
    var hanako = minato.customer("c-loss");
    var fob = minato.shippedTo(hanako);
    hanako.start(fob).expect(201);
    var help = Clerk.of(minato, "help", Role.HELPDESK);
    help.suspend(hanako).expect(200);
    bank.time.nextStep();
    hanako.verify(fob).expectResult("SUSPENDED");
    hanako.openExchange(fob).expect(ProblemCode.SUSPENDED);
    var teller = Clerk.of(minato, "teller", Role.TELLER);
    var supervisor = Clerk.of(minato, "boss", Role.SUPERVISOR);
    var next = minato.deliver(1).getFirst();
    var asked = teller.reissue(hanako, next.serial()).expect(202);
    teller.approve(asked.text("approval")).expect(ProblemCode.FORBIDDEN);
    supervisor.approve(asked.text("approval")).expect(200);
    assertEquals("ALLOCATED", hanako.status().text("status"));
    bank.time.nextStep();
    hanako.verify(fob).expectResult("NOT_REGISTERED");
    hanako.start(next).expect(201);
  }

  @Test
  @DisplayName("E18: transfers without a token are refused where the terms say so")
  void withoutAToken() {
    var strict =
        bank.institution(
            "strict",
            new JsonObject()
                .put(
                    "operations",
                    new JsonObject()
                        .put(
                            "TRANSFER",
                            new JsonObject().put("otp", true).put("otherwise", "REFUSED"))));
    assertEquals("REFUSED", Systems.factor(strict.customer("c-strict"), "TRANSFER"));
  }

  @Test
  @DisplayName("F5: a fob that was released is never started again where the terms say so")
  void oneWay() {
    var once = bank.institution("once", new JsonObject().put("fobReuse", "NEVER"));
    var hanako = once.customer("c-once");
    var fob = once.shippedTo(hanako);
    hanako.start(fob).expect(201);
    bank.time.nextStep();
    hanako.stop(fob).expect(201);
    bank.time.nextStep();
    hanako.start(fob).expect(ProblemCode.NOT_ACCEPTED);
  }

  @Test
  @DisplayName(
      "F4: staff bring a clock that is off back by two codes in a row, at the price of a try")
  void clockReset() {
    var hanako = minato.customer("c-clock");
    var fob = minato.shippedTo(hanako);
    hanako.start(fob).expect(201);
    bank.time.pass(Duration.ofDays(730));
    var help = Clerk.of(minato, "clock", Role.HELPDESK);
    var ahead = Duration.ofMinutes(3);
    var code = Codes.at(fob, bank.time.instant().plus(ahead));
    var next = Codes.at(fob, bank.time.instant().plus(ahead).plusSeconds(30));
    hanako.verify(code).expectResult("NEXT_CODE_NEEDED");
    var both = new JsonObject().put("code", code).put("nextCode", next);
    help.about(hanako, "resynchroniseToken").with(both).expect(200);
    var later = Codes.at(fob, bank.time.instant().plus(ahead).plusSeconds(60));
    bank.time.nextStep();
    hanako.verify(later).expectResult("ACCEPTED");
  }
}
