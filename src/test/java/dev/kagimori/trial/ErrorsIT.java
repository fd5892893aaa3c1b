package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.registration.Custody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal that system E knows: status, body, Japanese unless English is asked for. */
class ErrorsIT {
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

  /** Asks in no language, in English and in a language that is not spoken here. */
  static Reply refused(ProblemCode code, Supplier<Request> request) {
    var reply = request.get().expect(code);
    speaks("ja", code, reply);
    speaks("en", code, request.get().header("Accept-Language", "en-GB, ja;q=0.5").expect(code));
    speaks("ja", code, request.get().header("Accept-Language", "fr").expect(code));
    assertEquals(List.of("application/problem+json"), reply.headers().get("content-type"));
    assertEquals(List.of("no-store"), reply.headers().get("cache-control"));
    assertEquals(reply.headers().get("x-request-id"), List.of(reply.text("instance")));
    return reply;
  }

  private static void speaks(String language, ProblemCode code, Reply reply) {
    var texts = new Properties();
    var name = "/problems_" + language + ".properties";
    try (var in = Objects.requireNonNull(ErrorsIT.class.getResourceAsStream(name))) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertEquals(texts.getProperty(code + ".title"), reply.text("title"));
    assertEquals(texts.getProperty(code + ".detail"), reply.text("detail"));
    boolean japanese = reply.text("title").chars().anyMatch(c -> c > 0x3000);
    assertEquals(language.equals("ja"), japanese, reply.body());
  }

  private static JsonObject code(String code) {
    return new JsonObject().put("code", code);
  }

  /** A customer with a fob in use, whose next code is ready. */
  private record Started(Customer customer, dev.kagimori.fob.device.Fob fob) {
    static Started in(Institution institution, String contract) {
      var customer = institution.customer(contract);
      var fob = institution.shippedTo(customer);
      customer.start(fob).expect(201);
      bank.time.nextStep();
      return new Started(customer, fob);
    }
  }

  @Test
  void malformedNamesEachField() {
    var customer = minato.customer("c-malformed");
    var body = new JsonObject().put("serial", "GM").put("code", 5).put("nonsense", true);
    var errors =
        refused(ProblemCode.MALFORMED, () -> customer.call("start").with(body))
            .json()
            .getJsonArray("errors");
    var pointers = errors.stream().map(e -> ((JsonObject) e).getString("pointer")).toList();
    assertTrue(pointers.contains("/code"), errors.encode());
    assertTrue(pointers.contains("/nonsense"), errors.encode());
    for (var bad : List.of("12345", "123456789", "12345a"))
      refused(
          ProblemCode.MALFORMED,
          () -> customer.call("verify").with(code(bad).put("operation", "TRANSFER")));
  }

  @Test
  void unauthenticatedWithoutAKnownKey() {
    var customer = minato.customer("c-who");
    var reply =
        refused(ProblemCode.UNAUTHENTICATED, () -> customer.call("getUser").by("no-such-key"));
    assertEquals(List.of("Bearer"), reply.headers().get("www-authenticate"));
    var forged = minato.key.substring(0, minato.key.length() - 4) + "AAAA";
    refused(ProblemCode.UNAUTHENTICATED, () -> customer.call("getUser").by(forged));
  }

  @Test
  void notOfferedWhereTheTermsLackTheOperation() {
    var poor =
        bank.institution(
            "poor",
            new JsonObject()
                .put("offered", new JsonArray().add("START").add("REVOKE"))
                .put("hardwareIssue", false));
    var customer = poor.customer("c-poor");
    refused(ProblemCode.NOT_OFFERED, () -> customer.call("openExchange").with(code("123456")));
    var reply = refused(ProblemCode.NOT_OFFERED, () -> customer.call("stop").with(code("123456")));
    assertEquals("offered", reply.text("rule"));
  }

  @Test
  void notFoundForUnknownContractsUsersAndExchanges() {
    var known = Started.in(minato, "c-known").customer();
    var unknown = new Customer(minato, "c-unknown", "user");
    refused(ProblemCode.NOT_FOUND, () -> unknown.call("getUser"));
    refused(ProblemCode.NOT_FOUND, () -> new Customer(minato, "c-known", "no").call("getUser"));
    refused(
        ProblemCode.NOT_FOUND,
        () ->
            known
                .call("completeExchange")
                .exchange(UUID.randomUUID().toString())
                .with(code("123456").put("serial", "GM00000001")));
  }

  @Test
  void startExchangeAndStopTellTheStateThatTheyDoNotFit() {
    var nobody = minato.customer("c-none");
    for (var operation : List.of("stop", "openExchange"))
      assertEquals(
          "NOT_REGISTERED",
          refused(ProblemCode.NOT_REGISTERED, () -> nobody.call(operation).with(code("123456")))
              .text("state"));
    var started = Started.in(minato, "c-already");
    var customer = started.customer();
    assertEquals(
        "IN_USE",
        refused(
                ProblemCode.ALREADY_REGISTERED,
                () -> customer.call("start").with(customer.shown(started.fob())))
            .text("state"));
  }

  @Test
  void anExchangeEndsWithItsTimeWithAnotherOneAndWithASuspension() {
    var started = Started.in(minato, "c-expired");
    var customer = started.customer();
    var next = minato.shippedTo(customer);
    var old = customer.openExchange(started.fob()).expect(201).text("exchange");
    bank.time.pass(Duration.ofMinutes(10));
    refused(ProblemCode.EXCHANGE_EXPIRED, () -> completion(customer, old, next));
    var voided = customer.openExchange(started.fob()).expect(201).text("exchange");
    bank.time.nextStep();
    var open = customer.openExchange(started.fob()).expect(201).text("exchange");
    refused(ProblemCode.EXCHANGE_EXPIRED, () -> completion(customer, voided, next));
    minato.staff(Custody.Act.SUSPEND, customer);
    minato.staff(Custody.Act.UNLOCK, customer);
    refused(ProblemCode.EXCHANGE_EXPIRED, () -> completion(customer, open, next));
    var last = customer.openExchange(started.fob());
    bank.time.nextStep();
    var works = last.status() == 201 ? last : customer.openExchange(started.fob()).expect(201);
    bank.time.pass(Duration.ofMinutes(10).minusMillis(30_001));
    completion(customer, works.text("exchange"), next).expect(201);
  }

  private static Request completion(
      Customer customer, String exchange, dev.kagimori.fob.device.Fob next) {
    return customer.call("completeExchange").exchange(exchange).with(customer.shown(next));
  }

  @Test
  void wrongReplayedAndSuspendedForTheOwnToken() {
    var started = Started.in(minato, "c-own");
    var customer = started.customer();
    var fob = started.fob();
    var used = customer.code(fob);
    customer.verify(used).expectResult("ACCEPTED");
    var replayed = refused(ProblemCode.REPLAYED, () -> customer.call("stop").with(code(used)));
    assertEquals("5", replayed.text("triesLeft"));
    var wrong =
        refused(
            ProblemCode.WRONG,
            () -> customer.call("openExchange").with(code(customer.wrongCode(fob))));
    assertEquals("4", wrong.text("triesLeft"));
    customer.stop(minato.deliver(1).getFirst()).expect(ProblemCode.WRONG);
    assertEquals(
        "0", customer.verify(customer.wrongCode(fob)).expectResult("WRONG").text("triesLeft"));
    for (var operation : List.of("stop", "openExchange"))
      refused(ProblemCode.SUSPENDED, () -> customer.call(operation).with(code(customer.code(fob))));
    customer.verify(fob).expectResult("SUSPENDED");
  }

  @Test
  void expiredWhenTheMakersDateIsPast() {
    var customer = minato.customer("c-old");
    var fob = Numbered.fob(bank, "SY", 40);
    minato.deliverKeys(List.of(PskcKey.of(fob, bank.time.instant().plus(Duration.ofHours(1)))));
    minato.allocate(fob, customer);
    customer.start(fob).expect(201);
    bank.time.pass(Duration.ofHours(1));
    customer.verify(fob).expectResult("EXPIRED");
    assertEquals("EXPIRED", customer.status().text("status"));
    for (var operation : List.of("stop", "openExchange"))
      refused(ProblemCode.EXPIRED, () -> customer.call(operation).with(code(customer.code(fob))));
  }

  @Test
  void nextCodeNeededWhereTheClockIsFarOffAndThenTheNextCodeDoes() {
    var customer = minato.customer("c-far");
    var fob = Numbered.fob(bank, "GM", 50);
    minato.deliver(List.of(fob));
    minato.allocate(fob, customer);
    var far = bank.time.instant().plus(Duration.ofMinutes(5));
    var shown = code(Codes.at(fob, far)).put("serial", fob.serial());
    refused(ProblemCode.NEXT_CODE_NEEDED, () -> customer.call("start").with(shown));
    shown.put("nextCode", Codes.at(fob, far.plusSeconds(30)));
    customer.call("start").with(shown).expect(201);

    bank.time.pass(Duration.ofDays(365));
    var later = bank.time.instant().plus(Duration.ofMinutes(5)).plusSeconds(100);
    var reply =
        refused(
            ProblemCode.NEXT_CODE_NEEDED,
            () -> customer.call("stop").with(code(Codes.at(fob, later))));
    assertEquals("4", reply.text("triesLeft"));
    customer
        .call("stop")
        .with(code(Codes.at(fob, later)).put("nextCode", Codes.at(fob, later.plusSeconds(30))))
        .expect(201);
  }

  @Test
  void receiptsExhaustedWhenTheDayHasNoNumberLeft() {
    var busy = bank.institution("busy", new JsonObject());
    var customer = busy.customer("c-busy");
    var fob = busy.shippedTo(customer);
    bank.backstage()
        .pool()
        .preparedQuery("INSERT INTO receipt_block VALUES ($1, $2, 10000000)")
        .execute(Tuple.of("busy", day()))
        .await();
    refused(ProblemCode.RECEIPTS_EXHAUSTED, () -> customer.call("start").with(customer.shown(fob)));
    bank.time.pass(Duration.ofDays(1));
    customer.start(fob).expect(201);
  }

  private static LocalDate day() {
    return LocalDate.ofInstant(bank.time.instant(), java.time.ZoneId.of("Asia/Tokyo"));
  }
}
