package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.Times;
import dev.kagimori.service.Sweep;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Forty customers, half a decade: what is right on one day has to be right on all. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FiveYearsOfABankIT {
  private static final int SAVERS = 40;
  private static final int APPS = 16;
  private static final int MONTHS = 66;

  /** Rather less than a renewal period, so that who comes as often never misses one. */
  private static final Duration MONTH = Duration.ofDays(28);

  private static final Duration RENEWAL = Duration.ofDays(30);

  private static final Random RANDOM = new Random(20_261_121);
  private static final Map<String, Integer> DONE = new TreeMap<>();
  private static final Map<String, Integer> MAILS = new TreeMap<>();
  private static final List<Saver> SAVING = new ArrayList<>();

  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution institution;
  private static int accepted;
  private static int askedForNext;
  private static int expired;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    var terms =
        new JsonObject()
            .put("offered", new JsonArray(List.of("ISSUE", "START", "EXCHANGE", "STOP", "RENEW")))
            .put("validity", new JsonObject().put("years", 4).put("renewalDays", 30))
            .put("appIssue", new JsonObject().put("idsIn", new JsonArray().add("PAGE")))
            .put(
                "mail",
                new JsonObject()
                    .put(
                        "notices",
                        new JsonArray(
                            List.of(
                                "ACCEPTANCE", "SHIPPED", "START", "EXCHANGE", "STOP", "REVOKE"))));
    institution = Issues.institution(bank, "years", "kitahama", terms);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  @Order(1)
  @DisplayName(
      "A6, B4, C4, C5, E5, F4: no right code is refused in five years; expiry comes to the second")
  void fiveYears() {
    var clerk = Clerk.of(institution, "clerk", Role.TELLER, Role.STOCK_KEEPER);
    for (var user :
        Systems.business(institution, "c-years", 1, SAVERS, "2026-11-21T10:30:00+09:00"))
      if (SAVING.size() < SAVERS && !user.user().equals("m0"))
        SAVING.add(new Saver(user, clerk, DONE));
    var begin = bank.time.instant();
    for (int month = 0; month <= MONTHS; month++) {
      endsUntil(begin.plus(MONTH.multipliedBy(month)).plusSeconds(RANDOM.nextInt(40_000)));
      var from = bank.time.instant();
      for (int n = 0; n < SAVERS; n++) if (joins(n) == month) join(n);
      renewals(month);
      logIn(month);
      SAVING.forEach(Saver::exchangeOldFob);
      bank.time.pass(Duration.ofMinutes(1));
      something(month);
      tellMails(from);
    }
    assertTrue(expired > 0 && askedForNext < accepted / 10, DONE::toString);
  }

  /** Apps in the first quarter, so that they end one after the other. */
  private static int joins(int n) {
    return n < APPS ? n / 4 : 0;
  }

  private static void join(int n) {
    if (n < APPS) SAVING.get(n).getApp();
    else SAVING.get(n).getFob();
  }

  /** Lets time pass; whose token ends on the way is let in a second before, and not then. */
  private static void endsUntil(Instant target) {
    SAVING.stream()
        .filter(saver -> saver.validUntil() != null)
        .filter(saver -> end(saver).isAfter(bank.time.instant()) && end(saver).isBefore(target))
        .sorted(Comparator.comparing(FiveYearsOfABankIT::end))
        .forEach(saver -> {
          if (!end(saver).minusSeconds(1).isBefore(bank.time.instant())) {
            bank.time.set(end(saver).minusSeconds(1));
            saver.login().send().expectResult("ACCEPTED");
            accepted++;
          }
          if (end(saver).isAfter(bank.time.instant())) bank.time.set(end(saver));
          saver.login().send().expectResult("EXPIRED");
          expired++;
        });
    if (target.isAfter(bank.time.instant())) bank.time.set(target);
  }

  private static Instant end(Saver saver) {
    return Objects.requireNonNull(saver.validUntil());
  }

  /** One half renew in time, the other half when they were refused. */
  private static void renewals(int month) {
    bank.time.pass(Duration.ofMinutes(1));
    for (int n = 0; n < SAVERS; n++) {
      var saver = SAVING.get(n);
      if (joins(n) > month || saver.validUntil() == null) continue;
      boolean early = n % 2 == 0;
      var from = early ? end(saver).minus(RENEWAL) : end(saver);
      if (!bank.time.instant().isBefore(from)) saver.renew();
    }
    bank.time.pass(Duration.ofMinutes(1));
  }

  private static void logIn(int month) {
    var all = new ArrayList<Saver>();
    for (int n = 0; n < SAVERS; n++) if (joins(n) <= month) all.add(SAVING.get(n));
    var asked = all.stream().map(Saver::login).toList();
    var replies = Crowd.ask(all.size(), asked::get);
    var next = new ArrayList<Saver>();
    for (int n = 0; n < all.size(); n++) {
      var result = replies.get(n).expect(200).text("result");
      if (result.equals("NEXT_CODE_NEEDED") && all.get(n).hasFob()) next.add(all.get(n));
      else assertEquals("ACCEPTED", result, all.get(n) + " in month " + month);
    }
    var again = next.stream().map(Saver::loginWithNext).toList();
    Crowd.ask(next.size(), again::get).forEach(reply -> reply.expectResult("ACCEPTED"));
    accepted += all.size();
    askedForNext += next.size();
    bank.time.pass(Duration.ofMinutes(1));
  }

  /** What happens to somebody in a month. */
  private static void something(int month) {
    int n = RANDOM.nextInt(SAVERS);
    if (joins(n) > month) return;
    var saver = SAVING.get(n);
    boolean lost = RANDOM.nextInt(3) == 0;
    if (lost) saver.lose();
    else if (saver.hasFob()) saver.exchangeFob();
    else saver.changePhone();
  }

  /** Before the next month: nobody keeps them for longer. */
  private static void tellMails(Instant from) {
    var rows =
        bank.backstage()
            .pool()
            .preparedQuery(
                """
                SELECT kind, count(*)::int AS count FROM mail WHERE created_at >= $1 GROUP BY kind
                """)
            .execute(Tuple.of(Times.column(from)))
            .await();
    for (var row : rows) MAILS.merge(row.getString("kind"), row.getInteger("count"), Integer::sum);
  }

  @Test
  @Order(2)
  @DisplayName("what the books have is what was done: receipts, registrations, issues, mails")
  void theBooksAddUp() {
    assertEquals(List.of(), Books.violations(bank.backstage().pool(), institution.id));
    for (var operation : List.of("ISSUE", "START", "EXCHANGE", "STOP"))
      assertEquals(
          done(operation), count("FROM receipt WHERE operation = '" + operation + "'"), operation);
    assertEquals(SAVERS, count("FROM registration WHERE ended_at IS NULL"));
    assertEquals(done("EXCHANGE"), count("FROM registration WHERE end_reason = 'EXCHANGED'"));
    assertEquals(done("STOP"), count("FROM registration WHERE end_reason = 'STOPPED'"));
    assertEquals(done("REVOKED"), count("FROM registration WHERE end_reason = 'REVOKED'"));
    assertEquals(0, count("FROM issue WHERE ended_at IS NULL"));
    assertEquals(done("ISSUE"), count("FROM issue WHERE state = 'USED'"));
    assertEquals(0, count("FROM token WHERE suspension IS NOT NULL OR failures_in_row > 9"));
    assertEquals(accepted, count("FROM audit WHERE action = 'VERIFY' AND outcome = 'DONE'"));
    assertEquals(
        expired + askedForNext,
        count(
            """
            FROM audit WHERE action = 'VERIFY' AND outcome = 'REFUSED'
              AND reason IN ('EXPIRED', 'NEXT_CODE_NEEDED')
            """));
    assertEquals(
        expired + askedForNext,
        count("FROM audit WHERE action = 'VERIFY' AND outcome = 'REFUSED'"));
    var mails = new TreeMap<String, Integer>();
    for (var kind :
        List.of("ACCEPTANCE", "APP_DOWNLOAD", "HARDWARE_REQUESTED", "SHIPPED", "REVOKED"))
      mails.put(kind, done(kind));
    mails.put("STARTED", done("START"));
    mails.put("STOPPED", done("STOP"));
    mails.put("EXCHANGED", done("EXCHANGE"));
    assertEquals(mails, MAILS);
  }

  @Test
  @Order(3)
  @DisplayName("what is kept for a time only is gone: nothing waits that nobody waits for")
  void nothingIsLeft() {
    bank.time.pass(Duration.ofDays(31));
    bank.stopInstances();
    bank.startInstances(); // which ends mails that are too late at once
    Waits.until(
        "late mails are given up",
        () -> count("FROM mail WHERE state IN ('WAITING', 'SENDING')") == 0);
    Sweep.now(bank.backstage().pool(), bank.time);
    for (var table : List.of("mail", "exchange", "idempotency", "attempt", "throttle", "approval"))
      assertEquals(0, count("FROM " + table), table);
    assertEquals(0, count("FROM issue WHERE password_hash IS NOT NULL"));
    assertTrue(count("FROM audit") > accepted);
  }

  private static int done(String what) {
    return DONE.getOrDefault(what, 0);
  }

  private static int count(String from) {
    return bank.backstage()
        .pool()
        .query("SELECT count(*)::int " + from)
        .execute()
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }
}
