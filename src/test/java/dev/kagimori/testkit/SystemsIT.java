package dev.kagimori.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.AppError;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Phone;
import dev.kagimori.secrets.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Institutions of all five systems, customers with apps, and staff. */
class SystemsIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension().withInbox();

  private static Customer customer(Institution bank, ReferenceSystem system) {
    return system == ReferenceSystem.D
        ? bank.business("c-1", List.of("boss"), List.of("clerk")).general()
        : bank.customer("c-1", "hanako");
  }

  private static App app(Customer customer) {
    var app = customer.app();
    Secrets.seed(app.token().seed());
    Secrets.code(app.code());
    return app;
  }

  @ParameterizedTest
  @EnumSource
  void aCustomerOfEachSystemHasAnAppAndLogsIn(ReferenceSystem system) {
    var bank = kagimori.institution(system);
    var customer = customer(bank, system);
    var app = app(customer);
    assertEquals(bank.terms().getJsonObject("name").getString("ja"), app.token().institution());
    customer.starts(app);
    kagimori.time().nextStep();
    kagimori.time().nextStep();
    var caller = new Caller(customer);
    assertEquals("WRONG", caller.verify(app.wrongCode()));
    var code = Secrets.code(app.code());
    assertEquals("ACCEPTED", caller.verify(code));
    assertEquals("REPLAYED", caller.verify(code));
  }

  @Test
  void theIssueMailIsInTheInbox() {
    var customer = kagimori.institution(ReferenceSystem.A).customer("c-1", "hanako");
    int before = kagimori.mails().all().size();
    var issue = customer.issue();
    assertFalse(issue.toString().contains(issue.userId()));
    dev.kagimori.trial.Waits.until(
        "the issue mail",
        () ->
            kagimori.mails().all().stream()
                .skip(before)
                .anyMatch(mail -> mail.text().contains(issue.userId())));
  }

  @Test
  void aPhoneSaysWhatIsWrongByTheAppsCode() {
    var customer = kagimori.institution(ReferenceSystem.A).customer("c-1", "hanako");
    var issue = customer.issue();
    var phone = customer.phone();
    assertEquals("S0A1", error(() -> phone.activate("00000000", issue.userId(), "1234")));
    assertEquals(
        "S0C1", error(() -> phone.activate(issue.serviceId(), issue.userId(), "99999999")));
    phone.setAppVersion("0.0.1");
    assertEquals("S0K1", error(() -> activate(phone, issue)));
    phone.setAppVersion(Phone.APP_VERSION);
    phone.setClockOffset(Duration.ofHours(9));
    assertEquals(Duration.ofHours(9), phone.clockError());
    assertEquals("S0F1", error(() -> activate(phone, issue)));
    phone.setClockOffset(Duration.ZERO);
    Secrets.seed(activate(phone, issue).seed());
    assertEquals("A916", error(() -> activate(phone, issue)));
    assertEquals("S0B4", error(() -> activate(customer.phone(), issue)));
    var nowhere = new Phone(URI.create("http://127.0.0.1:1"), kagimori.time());
    assertEquals("A000", error(() -> activate(nowhere, issue)));
  }

  @Test
  void anAppRenewsItsTokenFromThirtyDaysBeforeItsEndOn() {
    var customer = kagimori.institution(ReferenceSystem.C).customer("c-1", "hanako");
    var app = app(customer);
    customer.starts(app);
    var end = Objects.requireNonNull(app.token().validUntil());
    var earliest = end.minus(Duration.ofDays(30));
    kagimori.time().set(earliest.minusSeconds(1));
    Secrets.code(app.code());
    var early = assertThrows(AppError.class, app::renew);
    assertEquals("TOO_EARLY", early.code());
    assertEquals(earliest, OffsetDateTime.parse(early.nextIssueFrom()).toInstant());
    assertEquals(end, app.token().validUntil());
    kagimori.time().set(earliest);
    Secrets.code(app.code());
    assertEquals(earliest.atZone(BusinessDay.TOKYO).plusYears(4).toInstant(), app.renew());
    kagimori.time().set(end);
    assertEquals("ACCEPTED", new Caller(customer).verify(Secrets.code(app.code())));
    app.phone().delete(app.token());
    assertThrows(IllegalArgumentException.class, app::renew);
  }

  private static AppToken activate(Phone phone, AppIssue issue) {
    return phone.activate(issue.serviceId(), issue.userId(), issue.startPassword());
  }

  private static String error(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(AppError.class, call).code();
  }

  @Test
  void fobsAreOfTheMakesThatTheTermsHave() {
    var fob = kagimori.institution(ReferenceSystem.B).customer("c-1", "hanako").fob();
    assertTrue(fob.serial().startsWith("8T"));
    assertEquals(8, Secrets.code(fob.code()).length());
    var appsAlone = kagimori.institution(ReferenceSystem.A);
    assertThrows(IllegalArgumentException.class, appsAlone::fob);
  }

  @Test
  void staffHaveKeysWithRoles() throws IOException, InterruptedException {
    var bank = kagimori.institution(ReferenceSystem.E);
    var customer = bank.customer("c-1", "hanako");
    var key = Secrets.apiKey(bank.staff("HELPDESK"));
    var request =
        HttpRequest.newBuilder(URI.create(bank.uri() + "/v1/staff" + customer.path().substring(3)))
            .header("Authorization", "Bearer " + key)
            .build();
    try (var http = HttpClient.newHttpClient()) {
      assertEquals(200, http.send(request, BodyHandlers.ofString()).statusCode());
    }
    assertThrows(IllegalArgumentException.class, () -> bank.staff("JANITOR"));
  }
}
