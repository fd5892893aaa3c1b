package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.phone.Device;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who guesses at the phone app's door, and who only seems to. */
class AppThrottleIT {
  @TempDir static Path directory;
  private static TestBank bank;
  private static Institution aoba;

  @BeforeAll
  static void open() {
    bank = TestBank.open(directory);
    aoba = Issues.institution(bank, "aoba", "aoba", new JsonObject());
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  /** An address may call as often again. */
  @BeforeEach
  void nextMinute() {
    bank.time.pass(Duration.ofMinutes(1));
  }

  @Test
  void aGuesserLearnsNotWhetherAUserIdExists() {
    var issued = Issues.issue(aoba.customer("c-guess"));
    var nobodys = new Issues.Issued(issued.customer(), "", issued.serviceId(), "799273987146");
    var wrong = issued.activate(new Device(), "10293847").expect(ProblemCode.S0C1);
    var unknown = nobodys.activate(new Device(), "10293847").expect(ProblemCode.S0C1);
    assertEquals(wrong.telling(), unknown.telling());
    var reply = unknown;
    int tries = 1;
    for (; reply.status() == ProblemCode.S0C1.status(); tries++)
      reply = nobodys.activate(new Device(), "1029384" + tries);
    assertTrue(tries == 4 || tries == 6, tries + " tries");
    reply.expect(ProblemCode.S0C4);
  }

  @Test
  void sixtyWrongPasswordsAtOnceGetNoMoreAnswersThanTheTermsAllow() {
    var issued = Issues.issue(aoba.customer("c-crowd"));
    var codes = atOnce(60, n -> issued.activation(new Device(), "%08d".formatted(71_390_000 + n)));
    assertEquals(5, codes.get("S0C1"), codes::toString);
    assertTrue(Set.of("S0C1", "S0C4", "RATE_LIMITED").containsAll(codes.keySet()), codes::toString);
    nextMinute();
    issued.activate(new Device()).expect(ProblemCode.S0C4);
  }

  @Test
  void aRightPasswordThatComesManyTimesAtOnceIsNeverCalledLocked() {
    var issued = Issues.issue(aoba.customer("c-eager"));
    var phone = new Device();
    var codes = atOnce(24, _ -> issued.activation(phone, Issues.PASSWORD));
    assertTrue(codes.containsKey("201"), codes::toString);
    assertTrue(Set.of("201", "RATE_LIMITED").containsAll(codes.keySet()), codes::toString);
    issued.activate(phone).expect(201);

    var many = Issues.issue(aoba.customer("c-many"));
    var phones = atOnce(24, _ -> many.activation(new Device(), Issues.PASSWORD));
    assertEquals(1, phones.get("201"), phones::toString);
    assertTrue(
        Set.of("201", "S0B4", "RATE_LIMITED").containsAll(phones.keySet()), phones::toString);
  }

  @Test
  void aRightPasswordCostsNoTryWhereWhatFollowsFails() {
    var issued = Issues.issue(aoba.customer("c-held"));
    var phone = new Device();
    int before = triesCounted();
    var db = bank.backstage().pool().getConnection().await();
    try {
      db.begin().await();
      db.query("SET LOCAL idle_in_transaction_session_timeout = 0").execute().await();
      db.query("SELECT FROM customer WHERE contract = 'c-held' FOR UPDATE").execute().await();
      issued.activate(phone).expect(ProblemCode.OVERLOADED);
      assertEquals(before, triesCounted());
    } finally {
      db.query("ROLLBACK").execute().await();
      db.close().await();
    }
    issued.activate(phone).expect(201);
  }

  private static int triesCounted() {
    return bank.backstage()
        .pool()
        .query("SELECT coalesce(sum(count), 0)::int AS tries FROM throttle WHERE scope = 'USER_ID'")
        .execute()
        .await()
        .iterator()
        .next()
        .getInteger("tries");
  }

  @Test
  void triesThatWereLostAreWaitedForAndThenCount() {
    var issued = Issues.issue(aoba.customer("c-lost"));
    issued.activate(new Device(), "10293840").expect(ProblemCode.S0C1);
    // as instances leave it that were killed while they compared
    bank.backstage()
        .pool()
        .query("UPDATE throttle SET count = 5 WHERE scope = 'USER_ID' AND count = 1")
        .execute()
        .await();
    bank.time.pass(Duration.ofSeconds(30).minusMillis(1));
    var waits = issued.activate(new Device());
    waits.expect(ProblemCode.RATE_LIMITED);
    assertEquals(List.of("1"), waits.headers().get("retry-after"));
    bank.time.pass(Duration.ofMillis(1));
    issued.activate(new Device()).expect(ProblemCode.S0C4);
  }

  @Test
  void theThrottleCountsOverInstancesAndRestarts() {
    var issued = Issues.issue(aoba.customer("c-throttle"));
    issued.activate(new Device(), "10293840").expect(ProblemCode.S0C1);
    for (int n = 1; n < 30; n++)
      issued.activate(new Device(), "10293840").expect(n < 5 ? 422 : 423);
    bank.stopInstances();
    bank.startInstances();
    for (int n = 30; n < 60; n++) issued.activate(new Device()).expect(ProblemCode.S0C4);
    bank.time.pass(Duration.ofMillis(20_001));
    for (int n = 0; n < TestBank.INSTANCES; n++) {
      var limited = issued.activation(new Device(), Issues.PASSWORD).on(n).send();
      limited.expect(ProblemCode.RATE_LIMITED);
      assertEquals(List.of("40"), limited.headers().get("retry-after"));
    }
    bank.time.pass(Duration.ofMillis(39_999));
    issued.activate(new Device()).expect(ProblemCode.S0C4);
  }

  @Test
  void whoFloodsAnInstitutionShutsNoCustomerOut() {
    var issued = Issues.issue(aoba.customer("c-flood"));
    issued.activate(new Device(), "10293840").expect(ProblemCode.S0C1);
    bank.backstage()
        .pool()
        .query("UPDATE throttle SET count = 1200 WHERE scope = 'SERVICE_ID'")
        .execute()
        .await();
    for (int n = 2; n < 6; n++) issued.activate(new Device()).expect(n == 2 ? 201 : 409);
    issued.activate(new Device()).expect(ProblemCode.RATE_LIMITED);
    nextMinute();
    issued.activate(new Device()).expect(ProblemCode.S0B4);
  }

  /** How often each code was answered, or the status where there is none. */
  private static Map<String, Integer> atOnce(int requests, IntFunction<Request> request) {
    var asked =
        IntStream.range(0, requests)
            .mapToObj(n -> request.apply(n).on(n % TestBank.INSTANCES))
            .<Callable<Reply>>map(one -> one::send)
            .toList();
    var codes = new TreeMap<String, Integer>();
    try (var crowd = Executors.newFixedThreadPool(requests)) {
      for (var reply : crowd.invokeAll(asked)) {
        var got = reply.get();
        codes.merge(got.json().getString("code", "" + got.status()), 1, Integer::sum);
      }
    } catch (Exception e) {
      throw new AssertionError("a client got no answer", e);
    }
    return codes;
  }
}
