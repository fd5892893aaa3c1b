package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.Device;
import dev.kagimori.staff.Role;
import dev.kagimori.station.Station;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual of system B from top to bottom: a fob on a serial line, and an app. */
class SystemBIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution kitahama;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    kitahama = Issues.institution(bank, "kitahama", "kitahama", new JsonObject());
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  private static Fob fob(String serial) {
    var fob =
        Fob.builder(serial)
            .make(Make.TK8)
            .seed(Seed.random(bank.random, Make.TK8.rule().algorithm().seedBytes()))
            .made(bank.time.instant().minus(Duration.ofDays(30)))
            .build();
    kitahama.deliver(List.of(fob));
    return fob;
  }

  private static void nextMinute() {
    bank.time.pass(Duration.ofMinutes(1));
  }

  @Test
  @DisplayName(
      "B3, B4, B5, B7, B8: a fob is asked for, shipped, started on the serial line, released")
  void aFob() throws Exception {
    var hanako = kitahama.customer("c-fob");
    var keeper = Clerk.of(kitahama, "keeper", Role.STOCK_KEEPER);
    assertEquals(
        List.of("HARDWARE", "SOFTWARE"), Systems.texts(Systems.institution(kitahama), "issues"));
    Issues.request(hanako).expect(201);
    assertEquals("REQUESTED", hanako.status().text("status"));
    var fob = fob("8T0000000017");
    var to = new JsonObject().put("contract", hanako.contract()).put("user", hanako.user());
    keeper.about(fob.serial(), "allocateFob").with(to).expect(200);
    keeper.about(fob.serial(), "shipFob").expect(200);
    assertEquals("ALLOCATED", hanako.status().text("status"));
    kitahama.customer("c-thief").start(fob).expect(ProblemCode.NOT_ACCEPTED);
    var serial = fob.serial();
    try (var rack =
            Rack.open(List.of(fob), bank.time, directory.resolve("line"), Station.BAUD_DEFAULT);
        var station = Station.open(rack.line(), Station.BAUD_DEFAULT, bank.time)) {
      hanako.start(serial, station.press(serial)).expect(201);
      for (var operation : List.of("LOGIN", "TRANSFER", "OTHER_FUNDS", "CHANGE_DETAILS", "RELEASE"))
        assertEquals("OTP", Systems.factor(hanako, operation), operation);
      nextMinute();
      var release = new JsonObject().put("code", station.press(serial));
      hanako.call("stop").with(release).expect(201);
      nextMinute();
      hanako.start(serial, station.press(serial)).expect(ProblemCode.NOT_ACCEPTED);
      Issues.request(hanako).expect(201);
      keeper.about(serial, "allocateFob").with(to).expect(200);
      nextMinute();
      hanako.start(serial, station.press(serial)).expect(201);
    }
  }

  @Test
  @DisplayName(
      "B1, B9, B10: the app shows the institution's name and eight digits a minute; its code"
          + " starts")
  void anApp() {
    var hanako = kitahama.customer("c-app");
    var issued = Issues.issue(hanako);
    var phone = new Device();
    var answer = issued.activate(phone).expect(201);
    assertEquals("北浜信用組合", answer.json().getJsonObject("institution").getString("name"));
    var token = Issues.opened(phone, issued.serviceId(), answer);
    assertEquals(8, token.digits());
    Issues.start(hanako, token);
    hanako.verify(Issues.code(hanako, token)).expectResult("REPLAYED");
    nextMinute();
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
    hanako.verify(Issues.code(hanako, token)).expectResult("REPLAYED");
  }

  @Test
  @DisplayName("B2: wrong codes suspend, login is over, and the institution lifts it")
  void suspension() {
    var hanako = kitahama.customer("c-wrong");
    var token = Issues.issue(hanako).setUp(new Device());
    Issues.start(hanako, token);
    nextMinute();
    for (int n = 0; n < 5; n++) hanako.verify(Issues.wrongCode(token, bank.time.instant()));
    hanako.verify(Issues.code(hanako, token)).expectResult("SUSPENDED");
    assertEquals("REFUSED", Systems.factor(hanako, "LOGIN"));
    Clerk.of(kitahama, "help", Role.HELPDESK).unlock(hanako).expect(200);
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
  }

  @Test
  @DisplayName(
      "B6: an app on a new phone is set up from the next day on; a fob's issue is not held back")
  void theNextPhone() {
    var hanako = kitahama.customer("c-next");
    var token = Issues.issue(hanako).setUp(new Device());
    Issues.start(hanako, token);
    nextMinute();
    Issues.stop(hanako, token).expect(201);
    var next = Issues.issue(hanako);
    next.activate(new Device()).expect(ProblemCode.S0G1);
    Issues.request(hanako).expect(201);
    var tomorrow =
        BusinessDay.of(bank.time.instant()).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant();
    var again = Issues.issue(hanako);
    bank.time.set(tomorrow.minusMillis(1));
    again.activate(new Device()).expect(ProblemCode.S0G1);
    bank.time.set(tomorrow);
    again.setUp(new Device());
  }

  @Test
  @DisplayName("B11: the sender domains are a list of any length")
  void senderDomains() {
    var mail = Systems.institution(kitahama).getJsonObject("mail");
    assertEquals(
        List.of("kitahama.example.jp", "mail.kitahama-otp.example.jp"),
        Systems.texts(mail, "senderDomains"));
  }
}
