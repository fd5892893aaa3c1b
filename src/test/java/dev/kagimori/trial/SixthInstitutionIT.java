package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.Times;
import dev.kagimori.phone.AppToken;
import dev.kagimori.phone.Device;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.staff.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** The institution that {@code docs/terms.md} makes up: no code knows it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SixthInstitutionIT {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  @TempDir static Path directory;
  private static TestBank bank;
  private static Operator operator;
  private static Path file;
  private static Institution tsubaki;
  private static Clerk clerk;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static List<Customer> users;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken masters;

  @SuppressWarnings("NullAway.Init") // by the tests, in their order
  private static AppToken generals;

  @BeforeAll
  static void open() throws IOException {
    var blocks = YAML.matcher(Files.readString(Path.of("docs", "terms.md")));
    assertTrue(blocks.find(), "docs/terms.md has no ```yaml block");
    file = Files.writeString(directory.resolve("tsubaki.yaml"), blocks.group(1));
    bank = TestBank.open(directory);
    operator = Operator.of(bank, directory);
    tsubaki = bank.institution("tsubaki", new JsonObject());
    clerk = Clerk.of(tsubaki, "clerk", Role.TELLER, Role.HELPDESK, Role.STOCK_KEEPER);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  @Order(1)
  @DisplayName("the file is checked, and an institution added by it; it can be shown again")
  void added() throws IOException {
    Operator.terms("check", file.toString()).expect(0);
    var told = operator.institution("add", "tsubaki-new", "--terms", file.toString()).expect(0);
    var serviceId = Institutions.serviceId(bank.backstage().pool(), "tsubaki-new").orElseThrow();
    assertTrue(told.out().contains(serviceId), told.out());
    var shown = operator.termsHere("show", "tsubaki-new").expect(0).out();
    assertEquals(TermsFile.read(file), new JsonObject(shown));
    var again = Files.writeString(directory.resolve("shown.json"), shown);
    var applied = operator.termsHere("apply", "tsubaki-new", again.toString()).expect(0);
    assertTrue(applied.out().contains("no difference"), applied.out());
  }

  @Test
  @Order(2)
  @DisplayName("a change is shown and asked about; only yes puts it in force")
  void applied() {
    var asked = operator.termsAnswering("no", "apply", "tsubaki", file.toString()).expect(1);
    assertTrue(asked.out().contains("~ loginOtp: CHOICE -> ALWAYS"), asked.out());
    assertTrue(asked.out().contains("+ setupAtLogin: true"), asked.out());
    assertTrue(asked.out().contains("- makes.KG.digits: 6"), asked.out());
    assertTrue(asked.err().contains("Nothing was changed"), asked.err());
    assertFalse(operator.termsHere("show", "tsubaki").out().contains("椿"));
    operator.termsAnswering("yes", "apply", "tsubaki", file.toString()).expect(0);
    assertTrue(operator.termsHere("show", "tsubaki").out().contains("椿"));
    assertEquals(1, audited());
    // the operator's commands know no other time than the machine's
    var real = Instant.now();
    if (bank.time.instant().isBefore(real)) bank.time.set(real);
    bank.time.pass(Duration.ofMinutes(1));
  }

  @Test
  @Order(3)
  @DisplayName("terms in the past are refused, terms to come are kept until their day")
  void effectiveDates() throws IOException {
    var path = changed("wrongCodesMax", 4);
    var past =
        operator
            .termsHere("apply", "tsubaki", path, "--yes", "--from", "2020-01-01T00:00:00+09:00")
            .expect(1);
    assertTrue(past.err().contains("--from has to lie ahead"), past.err());
    var day = "2099-04-01T00:00:00+09:00";
    operator.termsHere("apply", "tsubaki", path, "--yes", "--from", day).expect(0);
    assertEquals(3, shown("tsubaki").getInteger("wrongCodesMax"));
    assertEquals(4, shown("tsubaki", "--at", day).getInteger("wrongCodesMax"));
    var versions = operator.termsHere("show", "tsubaki", "--versions").expect(0).out();
    assertEquals(3, versions.lines().count(), versions);
    assertTrue(versions.contains(Times.text(Instant.parse("2099-03-31T15:00:00Z"))), versions);
  }

  @Test
  @Order(4)
  @DisplayName("a file that will not do is refused with its place, and so is a bank nobody knows")
  void refused() throws IOException {
    var low = changed("wrongCodesMax", 2);
    for (var told :
        List.of(
            Operator.terms("check", low).expect(1),
            operator.termsHere("apply", "tsubaki", low, "--yes").expect(1)))
      assertTrue(told.err().contains("wrongCodesMax"), told.err());
    var contradiction = changed("loginOtp", "NEVER");
    var told = Operator.terms("check", contradiction).expect(1);
    assertTrue(told.err().contains("terms.loginOtp"), told.err());
    var unknown = operator.termsHere("apply", "nobody", file.toString(), "--yes").expect(1);
    assertTrue(unknown.err().contains("no institution nobody"), unknown.err());
    operator.termsHere("apply", "tsubaki", file.toString(), "--from", "tomorrow").expect(2);
    assertEquals(3, shown("tsubaki").getInteger("wrongCodesMax"));
  }

  @Test
  @Order(5)
  @DisplayName("A1, D3, E18: without a token set-up comes first, and no transfer goes")
  void without() {
    var person = tsubaki.customer("c-person");
    assertEquals("REFUSED", Systems.factor(person, "TRANSFER"));
    assertEquals("OWN_FACTOR", Systems.factor(person, "BILL_PAYMENT"));
    assertEquals(100_000, Systems.limit(person, "NEW"));
    users = Systems.business(tsubaki, "c-company", 1, 2, "2020-01-01T00:00:00+09:00");
    var login = Systems.requirements(users.get(1), "LOGIN", "NEW", "PC");
    assertEquals(true, login.getBoolean("setupRequired"));
    assertEquals("REFUSED", Systems.factor(users.get(1), "BILL_PAYMENT"));
  }

  @Test
  @Order(6)
  @DisplayName("A4, C8: the IDs stand in the mail alone")
  void idsInTheMail() {
    masters = setUp(users.getFirst());
    Issues.start(users.getFirst(), masters);
    bank.time.pass(Duration.ofMinutes(1));
    assertEquals("OTP", Systems.factor(users.getFirst(), "TRANSFER"));
    assertEquals("OWN_FACTOR", requirement(users.getFirst(), "OWN_TRANSFER", "MOBILE"));
  }

  @Test
  @Order(7)
  @DisplayName("B4, E5: a fob is asked for, shipped, and exchanged for the app")
  void exchange() {
    var general = users.get(1);
    Issues.request(general).expect(201);
    var fob = shipped(general);
    general.start(fob).expect(201);
    generals = setUp(general);
    bank.time.pass(Duration.ofMinutes(1));
    var exchange = general.openExchange(fob).expect(201).text("exchange");
    general
        .call("completeExchange")
        .exchange(exchange)
        .with(
            new JsonObject()
                .put("serial", generals.serial())
                .put("code", Issues.code(general, generals)))
        .expect(201);
    bank.time.pass(Duration.ofMinutes(1));
    general.verify(Issues.code(general, generals)).expectResult("ACCEPTED");
    general.verify(fob).expectResult("WRONG");
  }

  @Test
  @Order(8)
  @DisplayName("D6: three wrong codes suspend; the master unlocks")
  void unlock() {
    var general = users.get(1);
    for (int n = 0; n < 3; n++) general.verify(Issues.wrongCode(generals, bank.time.instant()));
    assertEquals("REFUSED", Systems.factor(general, "LOGIN"));
    assertEquals("DONE", masterDoes("unlockUsers", new JsonObject()));
    bank.time.pass(Duration.ofMinutes(1));
    general.verify(Issues.code(general, generals)).expectResult("ACCEPTED");
  }

  @Test
  @Order(9)
  @DisplayName("D7, D8: the master revokes; the next issue of either kind waits for tomorrow")
  void revoke() {
    var general = users.get(1);
    assertEquals("DONE", masterDoes("revokeUsers", new JsonObject().put("reason", "LOSS")));
    for (var early : List.of(Issues.ask(general), Issues.request(general)))
      assertEquals("waits.afterRevocation", early.expect(ProblemCode.TOO_EARLY).text("rule"));
    bank.time.set(
        BusinessDay.of(bank.time.instant())
            .plusDays(1)
            .atStartOfDay(BusinessDay.TOKYO)
            .toInstant());
    Issues.request(general).expect(201);
  }

  @Test
  @Order(10)
  @DisplayName("A6: after a stop the next issue waits an hour, whatever it is of")
  void stop() {
    var other = users.get(2);
    Issues.request(other).expect(201);
    var fob = shipped(other);
    other.start(fob).expect(201);
    bank.time.pass(Duration.ofMinutes(1));
    other.stop(fob).expect(201);
    bank.time.pass(Duration.ofMinutes(60).minusSeconds(1));
    for (var early : List.of(Issues.ask(other), Issues.request(other)))
      assertEquals("waits.afterStop", early.expect(ProblemCode.TOO_EARLY).text("rule"));
    bank.time.pass(Duration.ofSeconds(1));
    other.start(fob).expect(ProblemCode.NOT_ACCEPTED); // AFTER_ISSUE
    Issues.request(other).expect(201);
  }

  @Test
  @Order(11)
  @DisplayName("C5: the app's token is renewed from sixty days before its end on")
  void renewal() {
    var master = users.getFirst();
    var until = Instant.parse(validUntil(masters.serial()));
    bank.time.set(until.minus(Duration.ofDays(60)).minusSeconds(1));
    renew().expect(ProblemCode.TOO_EARLY);
    bank.time.pass(Duration.ofSeconds(1));
    renew().expect(200);
    bank.time.pass(Duration.ofDays(61));
    master.verify(Issues.code(master, masters)).expectResult("ACCEPTED");
  }

  private static final Device PHONE = new Device();

  /** Issues an app token and sets it up; the first one is the phone's that renews. */
  private static AppToken setUp(Customer customer) {
    var asked = Issues.ask(customer).expect(201);
    assertFalse(asked.json().containsKey("userId"), asked.operationId());
    var pool = bank.backstage().pool();
    var issued =
        pool.preparedQuery(
                """
                SELECT app_user_id, (SELECT count(*) FROM mail m
                  WHERE m.institution = i.institution AND m.contract = i.contract
                    AND m.user_id = i.user_id AND m.kind = 'APP_ISSUE') AS mails
                FROM issue i WHERE institution = $1 AND contract = $2 AND user_id = $3
                  AND state = 'ISSUED'
                """)
            .execute(Tuple.of(tsubaki.id, customer.contract(), customer.user()))
            .await()
            .iterator()
            .next();
    assertEquals(1, issued.getLong("mails"));
    var ids =
        new Issues.Issued(
            customer,
            asked.text("receiptNumber"),
            Institutions.serviceId(pool, tsubaki.id).orElseThrow(),
            issued.getString("app_user_id"));
    return ids.setUp(customer.equals(users.getFirst()) ? PHONE : new Device());
  }

  private static Fob shipped(Customer customer) {
    var fob = tsubaki.deliver(1).getFirst();
    var owner = new JsonObject().put("contract", customer.contract()).put("user", customer.user());
    clerk.about(fob.serial(), "allocateFob").with(owner).expect(200);
    clerk.about(fob.serial(), "shipFob").expect(200);
    return fob;
  }

  /** The result for the company's first general user. */
  private static String masterDoes(String operation, JsonObject body) {
    var master = users.getFirst();
    var reply =
        master
            .call(operation)
            .with(body.put("by", master.user()).put("users", new JsonArray().add("g0")))
            .expect(200);
    return reply.json().getJsonArray("results").getJsonObject(0).getString("result");
  }

  private static String requirement(Customer customer, String operation, String channel) {
    return Systems.requirements(customer, operation, "NEW", channel).getString("factor");
  }

  private static Reply renew() {
    var now = bank.time.instant();
    var serviceId = Institutions.serviceId(bank.backstage().pool(), tsubaki.id).orElseThrow();
    return Request.app(bank, "renew")
        .with(PHONE.renewal(serviceId, masters.serial(), Secrets.code(masters.codeAt(now)), now))
        .send();
  }

  private static String validUntil(String serial) {
    return bank.backstage()
        .pool()
        .preparedQuery("SELECT valid_until FROM token WHERE institution = $1 AND serial = $2")
        .execute(Tuple.of(tsubaki.id, serial))
        .await()
        .iterator()
        .next()
        .getOffsetDateTime(0)
        .toInstant()
        .toString();
  }

  private static long audited() {
    return bank.backstage()
        .pool()
        .preparedQuery(
            """
            SELECT count(*) FROM audit
            WHERE institution = $1 AND action = 'TERMS' AND client LIKE 'operator:%'
            """)
        .execute(Tuple.of(tsubaki.id))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private static JsonObject shown(String institution, String... more) {
    var arguments =
        more.length == 0
            ? new String[] {"show", institution}
            : new String[] {"show", institution, more[0], more[1]};
    return new JsonObject(operator.termsHere(arguments).expect(0).out());
  }

  /** The sixth institution's file with one key changed. */
  private static String changed(String key, Object value) throws IOException {
    var json = TermsFile.read(file).put(key, value);
    return Files.writeString(directory.resolve(key + "-" + value + ".json"), json.encode())
        .toString();
  }
}
