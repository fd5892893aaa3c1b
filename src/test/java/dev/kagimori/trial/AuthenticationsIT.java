package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer sees of codes that somebody typed in their name. */
class AuthenticationsIT {
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

  private static List<JsonObject> all(Customer customer) {
    return customer
        .call("getAuthentications")
        .query("last=100")
        .expect(200)
        .json()
        .getJsonArray("authentications")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  /** Newest first: operation, result, serial. */
  private static List<String> seen(Customer customer) {
    return all(customer).stream()
        .map(one ->
            String.join(
                " ",
                one.getString("operation"),
                one.getString("result"),
                one.getString("serial", "-")))
        .toList();
  }

  @Test
  void aStrangersWrongCodeAtStopShowsOnTheCustomersPage() {
    var customer = minato.customer("c-stop");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var wrong = new JsonObject().put("code", customer.wrongCode(fob));
    customer.call("stop").with(wrong).expect(ProblemCode.WRONG);
    var serial = fob.serial();
    assertEquals(List.of("STOP WRONG " + serial, "START ACCEPTED " + serial), seen(customer));
    assertEquals("2026-11-21", all(customer).getFirst().getString("at").substring(0, 10));
  }

  @Test
  void everyCodeOfALifeIsListed() {
    var customer = minato.customer("c-life");
    assertEquals(List.of(), seen(customer));
    var old = minato.shippedTo(customer);
    customer.verify("123456").expectResult("NOT_REGISTERED");
    customer.start(old).expect(201);
    var used = customer.code(old);
    customer.verify(used).expectResult("REPLAYED");
    bank.time.nextStep();
    var exchange = customer.openExchange(old).expect(201).text("exchange");
    var next = minato.shippedTo(customer);
    customer.completeExchange(exchange, next).expect(201);
    bank.time.nextStep();
    customer.stop(next).expect(201);
    customer.stop(next).expect(ProblemCode.NOT_REGISTERED);
    assertEquals(
        List.of(
            "STOP NOT_REGISTERED -",
            "STOP ACCEPTED " + next.serial(),
            "EXCHANGE ACCEPTED " + next.serial(),
            "EXCHANGE ACCEPTED " + old.serial(),
            "TRANSFER REPLAYED " + old.serial(),
            "START ACCEPTED " + old.serial(),
            "TRANSFER NOT_REGISTERED -"),
        seen(customer));
  }

  @Test
  void whoGuessesAtStartLearnsNothingFromTheListEither() {
    var customer = minato.customer("c-guess");
    var own = minato.shippedTo(customer);
    customer.start("GM00000001", "123456").expect(ProblemCode.NOT_ACCEPTED);
    customer.start(minato.deliver(1).getFirst()).expect(ProblemCode.NOT_ACCEPTED);
    customer.start(own.serial(), customer.wrongCode(own)).expect(ProblemCode.NOT_ACCEPTED);
    customer.start(minato.shippedTo(minato.customer("c-owner"))).expect(ProblemCode.NOT_ACCEPTED);
    var far = bank.time.instant().plusSeconds(300);
    customer.start(own.serial(), Codes.at(own, far)).expect(ProblemCode.NEXT_CODE_NEEDED);
    customer.start(own).expect(ProblemCode.SUSPENDED);
    var seen = seen(customer);
    assertEquals(6, seen.size());
    assertEquals("START SUSPENDED -", seen.getFirst());
    assertEquals("START NEXT_CODE_NEEDED -", seen.get(1));
    assertTrue(seen.subList(2, 6).stream().allMatch("START WRONG -"::equals), seen.toString());
  }

  @Test
  void whatWasRefusedBeforeACodeWasJudgedIsNotListed() {
    var customer = minato.customer("c-before");
    var fob = minato.shippedTo(customer);
    customer.start("VS12345678", "123456").expect(ProblemCode.MAKE_CLOSED);
    customer.start(fob).expect(201);
    customer.start(fob).expect(ProblemCode.ALREADY_REGISTERED);
    assertEquals(List.of("START ACCEPTED " + fob.serial()), seen(customer));
  }

  @Test
  void theListGoesOverMonthsNewestFirstAlsoOverWhatNoMonthTook() {
    var customer = minato.customer("c-months");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    for (int month = 0; month < 5; month++) {
      bank.time.pass(Duration.ofDays(31));
      customer.verify(customer.wrongCode(fob)).expectResult("WRONG");
      customer.verify(customer.code(fob));
    }
    var seen = all(customer);
    assertEquals(11, seen.size());
    var times = seen.stream().map(one -> one.getString("at")).toList();
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    assertEquals("START", seen.getLast().getString("operation"));
    var three = customer.call("getAuthentications").query("last=3").expect(200).json();
    assertEquals(
        times.subList(0, 3),
        three.getJsonArray("authentications").stream()
            .map(one -> ((JsonObject) one).getString("at"))
            .toList());
  }
}
