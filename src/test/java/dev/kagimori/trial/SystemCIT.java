package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.inbox.Received;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The manual of system C from top to bottom, with its mails as they arrive, over four years. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SystemCIT {
  private static final Device PHONE = new Device();

  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution hanamizuki;
  private static Customer hanako;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static Issues.Issued issued;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken token;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static Instant validUntil;

  @BeforeAll
  static void open() {
    bank = TestBank.openWithInbox(directory);
    hanamizuki = Issues.institution(bank, "hanamizuki", "hanamizuki", new JsonObject());
    hanako = hanamizuki.customer("c-hanako");
    hanako
        .call("putContract")
        .with(
            new JsonObject()
                .put("kind", "PERSONAL")
                .put("registeredMail", "hanako@home.example.jp")
                .put(
                    "users",
                    new JsonArray()
                        .add(new JsonObject().put("user", "user").put("role", "PERSONAL"))))
        .expect(200);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  @Order(1)
  @DisplayName(
      "C2, C8: one form; the page tells no IDs, the mail tells them with the download address")
  void issue() {
    var receipt = Issues.ask(hanako).expect(201);
    assertFalse(receipt.json().containsKey("serviceId"));
    assertFalse(receipt.json().containsKey("userId"));
    var text = mail("hanako@phone.example.jp", 1).text();
    assertTrue(text.contains("https://www.hanamizuki.example.jp/token"), text);
    issued =
        new Issues.Issued(hanako, receipt.text("receiptNumber"), number(text, 8), number(text, 12));
  }

  @Test
  @Order(2)
  @DisplayName(
      "A8, A15, A19, B11: two mails, from a domain that is told; both phones' addresses; no"
          + " password")
  void mails() {
    var toPhone = mail("hanako@phone.example.jp", 1);
    var toHome = mail("hanako@home.example.jp", 1);
    var domains =
        Systems.texts(Systems.institution(hanamizuki).getJsonObject("mail"), "senderDomains");
    for (var mail : List.of(toPhone, toHome)) {
      assertTrue(mail.from().contains("@" + domains.getFirst()), mail.from());
      assertFalse(mail.text().contains(Issues.PASSWORD));
      assertTrue(mail.text().contains("0120-000-303"), mail.text());
    }
    assertTrue(toPhone.text().contains("https://m.hanamizuki.example.jp/token"));
    assertFalse(toHome.text().contains(issued.userId()));
  }

  @Test
  @Order(3)
  @DisplayName("C3, C4, C11: start of use is a real authentication that needs nobody; four years")
  void start() {
    var answer = issued.activate(PHONE).expect(201);
    validUntil = OffsetDateTime.parse(answer.text("validUntil")).toInstant();
    assertTrue(
        !validUntil.isBefore(
            bank.time.instant().atOffset(ZoneOffset.UTC).plusYears(4).toInstant()));
    token = Issues.opened(PHONE, issued.serviceId(), answer);
    hanako
        .start(token.serial(), Issues.wrongCode(token, bank.time.instant()))
        .expect(ProblemCode.NOT_ACCEPTED);
    Issues.start(hanako, token);
    assertTrue(mail("hanako@home.example.jp", 2).text().contains(end(token.serial())));
  }

  @Test
  @Order(4)
  @DisplayName(
      "C1, C7: a login from a PC asks for a code, one from a phone does not, nothing else does")
  void login() {
    assertEquals("OTP", Systems.factor(hanako, "LOGIN"));
    assertEquals(
        "NONE", Systems.requirements(hanako, "LOGIN", "NEW", "MOBILE").getString("factor"));
    for (var operation : List.of("TRANSFER", "OWN_TRANSFER", "BILL_PAYMENT", "CHANGE_DETAILS"))
      assertEquals("OWN_FACTOR", Systems.factor(hanako, operation));
    bank.time.pass(Duration.ofMinutes(1));
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
  }

  @Test
  @Order(5)
  @DisplayName(
      "C5, C6: expired codes are refused and name the renewal; the app renews, also after the end")
  void renewal() {
    bank.time.set(validUntil.minus(Duration.ofDays(31)));
    Issues.renew(hanamizuki, PHONE, token).expect(ProblemCode.TOO_EARLY);
    bank.time.set(validUntil);
    assertEquals("EXPIRED", hanako.status().text("status"));
    hanako.verify(Issues.code(hanako, token)).expectResult("EXPIRED");
    var refused =
        hanako
            .call("stop")
            .with(new JsonObject().put("code", Issues.code(hanako, token)))
            .expect(ProblemCode.EXPIRED);
    assertEquals("validity", refused.text("rule"));
    bank.time.pass(Duration.ofDays(10));
    var renewed = Issues.renew(hanamizuki, PHONE, token).expect(200);
    assertTrue(OffsetDateTime.parse(renewed.text("validUntil")).toInstant().isAfter(validUntil));
    bank.time.pass(Duration.ofMinutes(1));
    hanako.verify(Issues.code(hanako, token)).expectResult("ACCEPTED");
  }

  /** The n-th mail to an address, as soon as it is there. */
  private static Received mail(String to, int number) {
    bank.kagimori.mails().awaitLast(to, number);
    return bank.kagimori.mails().to(to).get(number - 1);
  }

  private static String number(String text, int digits) {
    var found = Pattern.compile("(?<![0-9])[0-9]{" + digits + "}(?![0-9])").matcher(text);
    assertTrue(found.find(), text);
    return found.group();
  }

  private static String end(String serial) {
    return serial.substring(serial.length() - 4);
  }
}
