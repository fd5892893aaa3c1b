package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RacesIT {
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

  private static JsonObject guess(String code) {
    return new JsonObject().put("code", code).put("operation", "TRANSFER");
  }

  private static int receipts(Customer customer, String operation) {
    var rows =
        bank.backstage()
            .pool()
            .preparedQuery(
                """
                SELECT count(*)::int AS n FROM receipt
                WHERE institution = $1 AND contract = $2 AND operation = $3
                """)
            .execute(Tuple.of(customer.institution().id, customer.contract(), operation))
            .await();
    return rows.iterator().next().getInteger("n");
  }

  @Test
  void oneCodeSentTwoHundredTimesIsAcceptedOnce() {
    var customer = minato.customer("c-once");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var code = customer.code(fob);
    var replies = Crowd.ask(200, n -> customer.call("verify").with(guess(code)));
    assertEquals(
        Map.of("ACCEPTED", 1, "REPLAYED", 199),
        Crowd.count(replies, reply -> reply.text("result")));
  }

  @Test
  void ofTwoHundredWrongGuessesFiveAreAnswered() {
    var customer = minato.customer("c-guess");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var replies =
        Crowd.ask(200, n -> customer.call("verify").with(guess(customer.wrongCode(fob, n))));
    assertEquals(
        Map.of("WRONG", 5, "SUSPENDED", 195), Crowd.count(replies, reply -> reply.text("result")));
    customer.verify(fob).expectResult("SUSPENDED");
  }

  @Test
  void oneFobStartedByFiftyUsersAtOnceIsRegisteredOnce() {
    var open = bank.institution("open", new JsonObject().put("allocationRequired", false));
    var users = open.business("c-fifty", 50);
    var fob = open.deliver(1).getFirst();
    var shown = users.getFirst().shown(fob);
    var replies = Crowd.ask(50, n -> users.get(n).call("start").with(shown));
    assertEquals(
        Map.of("201", 1, "NOT_ACCEPTED", 49),
        Crowd.count(replies, reply -> reply.status() == 201 ? "201" : reply.text("code")));
    assertEquals(1, receipts(users.getFirst(), "START"));
  }

  @Test
  void anExchangeCompletedTwiceAtOnceHappensOnce() {
    for (int round = 0; round < 10; round++) {
      var customer = minato.customer("c-exchange-" + round);
      var old = minato.shippedTo(customer);
      customer.start(old).expect(201);
      bank.time.nextStep();
      var next = minato.shippedTo(customer);
      var exchange = customer.openExchange(old).expect(201).text("exchange");
      var shown = customer.shown(next);
      var replies =
          Crowd.ask(
              2,
              n ->
                  customer
                      .call("completeExchange")
                      .exchange(exchange)
                      .header("Idempotency-Key", "exchange-" + n)
                      .with(shown));
      assertEquals(
          Map.of("201", 1, "EXCHANGE_EXPIRED", 1),
          Crowd.count(replies, reply -> reply.status() == 201 ? "201" : reply.text("code")));
      assertEquals(1, receipts(customer, "EXCHANGE"));
      bank.time.nextStep();
      customer.verify(next).expectResult("ACCEPTED");
    }
  }

  @Test
  void oneIdempotencyKeyFromBothSidesHasOneEffectAndEqualAnswers() {
    var customer = minato.customer("c-key");
    var fob = minato.shippedTo(customer);
    var shown = customer.shown(fob);
    var replies =
        Crowd.ask(20, n -> customer.call("start").header("Idempotency-Key", "start-1").with(shown));
    var bodies = new HashSet<String>();
    for (var reply : replies) bodies.add(reply.expect(201).body());
    assertEquals(1, bodies.size());
    assertEquals(1, receipts(customer, "START"));

    customer
        .call("start")
        .header("Idempotency-Key", "start-1")
        .with(shown.copy().put("loginOtp", false))
        .expect(ProblemCode.IDEMPOTENCY_MISMATCH);
  }

  /** As it is left where a claim outlived its transaction, whose BEGIN had failed. */
  @Test
  void aKeyThatWasLeftWithoutAnAnswerIsClaimedAnew() {
    var customer = minato.customer("c-left");
    var shown = customer.shown(minato.shippedTo(customer));
    bank.backstage()
        .pool()
        .query(
            """
            INSERT INTO idempotency
              (institution, client, method, path, key, fingerprint, created_at)
            SELECT institution, client, 'POST', '/v1/contracts/c-left/users/user/start', 'left',
              '\\x00', created_at FROM client WHERE institution = '%s'
            """
                .formatted(minato.id))
        .execute()
        .await();
    var start = customer.call("start").header("Idempotency-Key", "left").with(shown);
    assertEquals(start.expect(201).body(), start.expect(201).body());
    assertEquals(1, receipts(customer, "START"));
  }

  @Test
  void aRefusalThatChargedATryIsKeptUnderItsKeyToo() {
    var customer = minato.customer("c-charged");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var wrong = new JsonObject().put("code", customer.wrongCode(fob));
    var replies =
        Crowd.ask(20, n -> customer.call("stop").header("Idempotency-Key", "stop-1").with(wrong));
    for (var reply : replies) assertEquals("4", reply.expect(ProblemCode.WRONG).text("triesLeft"));
    customer.stop(fob).expect(201);
  }

  @Test
  void aVerificationRepeatedByItsReferenceGetsTheFirstAnswer() {
    var customer = minato.customer("c-reference");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var attempt = guess(customer.code(fob)).put("reference", UUID.randomUUID().toString());
    var first = customer.call("verify").with(attempt).on(0).send().expectResult("ACCEPTED");
    bank.time.pass(java.time.Duration.ofSeconds(20));
    var again = customer.call("verify").with(attempt).on(1).send().expectResult("ACCEPTED");
    assertEquals("true", again.text("repeated"));
    assertEquals(first.text("verifiedAt"), again.text("verifiedAt"));
    var other = customer.call("verify").with(attempt.copy().put("operation", "LOGIN"));
    for (var language : List.of("ja", "en")) {
      var refused =
          other.header("Accept-Language", language).expect(ProblemCode.IDEMPOTENCY_MISMATCH);
      assertTrue(refused.text("detail").contains("\"reference\""), refused.body());
      assertFalse(refused.text("detail").contains("Idempotency-Key"), refused.body());
    }
    bank.time.pass(java.time.Duration.ofSeconds(41));
    customer.call("verify").with(attempt).on(0).send().expectResult("REPLAYED");
  }

  @Test
  void oneReferenceSentFiftyTimesAtOnceIsJudgedOnce() {
    var customer = minato.customer("c-references");
    var fob = minato.shippedTo(customer);
    customer.start(fob).expect(201);
    bank.time.nextStep();
    var attempt = guess(customer.code(fob)).put("reference", UUID.randomUUID().toString());
    var replies = Crowd.ask(50, n -> customer.call("verify").with(attempt));
    assertEquals(Map.of("ACCEPTED", 50), Crowd.count(replies, reply -> reply.text("result")));
    assertEquals(
        Map.of("null", 1, "true", 49), Crowd.count(replies, reply -> reply.text("repeated")));
  }
}
