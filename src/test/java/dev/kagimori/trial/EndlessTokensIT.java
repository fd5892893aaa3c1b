package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Institutions;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** App tokens of institutions whose apps don't renew, and so don't expire (C4, D, E8). */
class EndlessTokensIT {
  private static final Duration TEN_YEARS = Duration.ofDays(3_653);

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
  @DisplayName("D: a business user's app works for as long as it is not revoked")
  void issued() {
    var taiga = Issues.institution(bank, "endless-d", "taiga", new JsonObject());
    var user = Systems.business(taiga, "c-endless", 1, 0, "2020-01-01T00:00:00+09:00").getFirst();
    var phone = new Device();
    var issued = Issues.issue(user);
    var answer = issued.activate(phone).expect(201);
    assertNull(answer.json().getValue("validUntil"), answer.body());
    assertStillWorks(user, Issues.opened(phone, issued.serviceId(), answer));
  }

  @Test
  @DisplayName("C5: what has no end is not renewed, though others are by now")
  void renewal() {
    var taiga = Issues.institution(bank, "endless-then", "taiga", new JsonObject());
    var user = Systems.business(taiga, "c-then", 1, 0, "2020-01-01T00:00:00+09:00").getFirst();
    var phone = new Device();
    var token = Issues.issue(user).setUp(phone);
    Issues.start(user, token);
    var offered = taiga.kit.terms().getJsonArray("offered").copy().add("RENEW");
    taiga.changeTerms(new JsonObject().put("offered", offered));
    bank.time.pass(Duration.ofMinutes(1));
    Waits.until(
        "the terms at every instance",
        () -> {
          bank.time.pass(Duration.ofMinutes(1));
          return "validity".equals(Issues.renew(taiga, phone, token).text("rule"));
        });
    bank.time.pass(Duration.ofMinutes(1));
    Issues.renew(taiga, phone, token).expect(ProblemCode.NOT_OFFERED);
  }

  @Test
  @DisplayName("E8: so does the app that made its token by itself")
  void selfIssued() {
    var minato = bank.institution("endless-e", new JsonObject());
    var serviceId = Institutions.serviceId(bank.backstage().pool(), minato.id).orElseThrow();
    var phone = new Device();
    var answer =
        Request.app(bank, "selfIssue")
            .with(phone.selfIssue(serviceId, "KG", bank.time.instant()))
            .expect(201);
    assertNull(answer.json().getValue("validUntil"), answer.body());
    assertStillWorks(minato.customer("c-endless"), Issues.opened(phone, serviceId, answer));
  }

  private static void assertStillWorks(Customer customer, AppToken token) {
    Issues.start(customer, token);
    bank.time.pass(TEN_YEARS);
    var status = customer.status().expect(200).json();
    assertEquals("IN_USE", status.getString("status"));
    assertNull(status.getJsonObject("token").getValue("validUntil"));
    customer.verify(Issues.code(customer, token)).expectResult("ACCEPTED");
  }
}
