package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.phone.Device;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows a start, an exchange or an issue: the day's limit, and what the audit keeps. */
class AfterChangeIT {
  private static final int CUT = 100_000;
  private static final int DECLARED = 500_000;

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
  @DisplayName("limitAfterChange: a start and an exchange keep the cut limit until the next day")
  void theLimitOfTheDay() {
    var limits = new JsonObject().put("withoutOtp", CUT).put("afterChange", true);
    var bay = bank.institution("careful", new JsonObject().put("limits", limits));
    var jiro = bay.customer("c-limit");
    assertLimit(CUT, jiro);

    bank.time.set(Systems.today(bank, 12, 0, 0).plus(Duration.ofDays(1)));
    var fob = bay.shippedTo(jiro);
    jiro.start(fob).expect(201);
    assertCutUntilTomorrow(jiro);

    bank.time.pass(Duration.ofHours(12));
    var next = bay.shippedTo(jiro);
    var exchange = jiro.openExchange(fob).expect(201).text("exchange");
    assertLimit(DECLARED, jiro);
    jiro.completeExchange(exchange, next).expect(201);
    assertCutUntilTomorrow(jiro);

    jiro.stop(next).expect(201);
    assertLimit(CUT, jiro);
    bank.time.pass(Duration.ofDays(2));
    assertLimit(CUT, jiro);
  }

  @Test
  @DisplayName("without limitAfterChange the declared limit holds at once")
  void theLimitAtOnce() {
    var limits = new JsonObject().put("withoutOtp", CUT);
    var bay = bank.institution("quick", new JsonObject().put("limits", limits));
    var jiro = bay.customer("c-quick");
    assertLimit(CUT, jiro);
    jiro.start(bay.shippedTo(jiro)).expect(201);
    assertLimit(DECLARED, jiro);
  }

  private static void assertCutUntilTomorrow(Customer customer) {
    assertLimit(CUT, customer);
    var tomorrow =
        BusinessDay.of(bank.time.instant()).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant();
    bank.time.set(tomorrow.minusMillis(1));
    assertLimit(CUT, customer);
    bank.time.set(tomorrow);
    assertLimit(DECLARED, customer);
  }

  private static void assertLimit(int expected, Customer customer) {
    assertEquals(expected, Systems.limit(customer, "NEW"));
    assertEquals(DECLARED, Systems.limit(customer, "REGISTERED"));
  }

  @Test
  @DisplayName("the audit of an issue and its set-up tells nothing of the start password")
  void theAuditKeepsNoPassword() {
    var aoba = Issues.institution(bank, "silent", "aoba", new JsonObject());
    var shorter = setUp(aoba.customer("c-four"), "4820", "4821");
    var longer = setUp(aoba.customer("c-eight"), "48205713", "48205714");
    assertEquals(shorter, longer);
    for (var action : List.of("ISSUE", "ACTIVATE", "START"))
      assertTrue(
          shorter.stream().anyMatch(told -> told.startsWith(action + " ")), shorter::toString);
    for (var row : texts(aoba))
      for (var digits : List.of("4820", "4821", "digits", "assword"))
        assertFalse(row.contains(digits), row);
  }

  /** Issues and sets up, not without a mistake. */
  private static List<String> setUp(Customer customer, String password, String wrong) {
    var reply =
        customer
            .call("issueToken")
            .with(Issues.software().put("startPassword", password))
            .expect(201);
    var issued =
        new Issues.Issued(
            customer, reply.text("receiptNumber"), reply.text("serviceId"), reply.text("userId"));
    var phone = new Device();
    issued.activate(phone, wrong).expect(ProblemCode.S0C1);
    var token =
        Issues.opened(phone, issued.serviceId(), issued.activate(phone, password).expect(201));
    Issues.start(customer, token);
    return told(customer);
  }

  /** Each decision with the names of its details, and those that are numbers. */
  private static List<String> told(Customer customer) {
    return column(
        """
        SELECT concat_ws(' ', action, outcome, reason,
                 (SELECT string_agg(concat_ws('=', key,
                           CASE jsonb_typeof(value) WHEN 'number' THEN value END), ','
                           ORDER BY key)
                  FROM jsonb_each(details)))
        FROM audit WHERE institution = $1 AND contract = $2 ORDER BY id
        """,
        Tuple.of(customer.institution().id, customer.contract()));
  }

  /** Without what happens to have digits of its own. */
  private static List<String> texts(Institution institution) {
    return column(
        """
        SELECT concat_ws(' ', action, reason, operation,
                 details - ARRAY['step', 'receipt'])
        FROM audit WHERE institution = $1 ORDER BY id
        """,
        Tuple.of(institution.id));
  }

  private static List<String> column(String sql, Tuple values) {
    var rows = bank.backstage().pool().preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }
}
