package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Superuser;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.staff.Role;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever anybody does in whatever order, under whatever terms: {@code -Dsequences=200} tries
 * more, {@code -Dsequences.seed=…} others.
 */
class AnySequenceIT {
  private static final int SEQUENCES = Integer.getInteger("sequences", 6);
  private static final long SEED = Long.getLong("sequences.seed", 20_261_121);
  private static final int ACTS = 110;

  /** Later than tables of the audit are made for. */
  private static final Instant END = RunningKagimori.BEGIN.plus(Duration.ofDays(9 * 365));

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
  @DisplayName(
      "one user, one token, each step once, nothing while suspended, expired or ended; a refusal"
          + " changes nothing, what is done is written down once")
  void anySequence() {
    var seen = new HashSet<String>();
    for (int n = 0; n < SEQUENCES; n++) seen.addAll(sequence(SEED + n));
    // otherwise nothing was tried
    for (var what : List.of("start", "verify", "stop", "issueToken", "activate", "revokeToken"))
      assertTrue(
          seen.stream().anyMatch(told -> told.matches(what + " .*: (201 |200 (ACCEPTED)?)")),
          what + " was never done");
  }

  private static Set<String> sequence(long seed) {
    var random = new Random(seed);
    int system = Math.floorMod(seed, TermsFile.SHIPPED.size());
    var terms = AnyTerms.of(TermsFile.SHIPPED.get(system), random);
    var institution = bank.institution("any-" + seed, terms);
    var users = Systems.business(institution, "c-any", 1, 2, "2026-11-21T10:30:00+09:00");
    var clerk = Clerk.of(institution, "clerk", Role.HELPDESK, Role.TELLER, Role.STOCK_KEEPER);
    var boss = Clerk.of(institution, "boss", Role.SUPERVISOR);
    var holding = Holding.delivered(institution, terms, random);
    var any = new AnyBank(institution, users, holding, random);
    var acts = new AnyActs(any, new AnyHelp(any, clerk, boss), end(system));
    try {
      for (int n = 0; n < ACTS; n++) {
        acts.next();
        assertEquals(List.of(), any.beliefs.violations());
      }
      assertEquals(List.of(), Books.violations(bank.backstage().pool(), institution.id));
    } catch (AssertionError e) {
      throw new AssertionError(
          "-Dsequences=1 -Dsequences.seed=%d (terms %s):\n%s"
              .formatted(seed, terms.encode(), String.join("\n", any.told())),
          e);
    }
    return new HashSet<>(any.told());
  }

  /** One system of the five sees its tokens expire; the others have more to do in shorter time. */
  private static Instant end(int system) {
    var end = bank.time.instant().plus(Duration.ofDays(system == 0 ? 2_000 : 200));
    return end.isBefore(END) ? end : END;
  }

  @Test
  @DisplayName("the check finds what must not be: a step twice, a suspended, ended, expired token")
  void beliefsAreHeldAgainstAnswers() {
    var now = RunningKagimori.BEGIN;
    var twice = believing(now);
    twice.accepted("hanako", "GM00000001", 8, now);
    assertEquals(List.of(), twice.violations());
    twice.accepted("hanako", "GM00000001", 8, now);
    assertEquals(List.of("step 8 of GM00000001 was accepted twice"), twice.violations());

    var suspended = believing(now);
    suspended.suspended("hanako");
    suspended.accepted("hanako", "GM00000001", 8, now);
    var ended = believing(now);
    ended.ended("hanako");
    ended.accepted("hanako", "GM00000001", 8, now);
    var expired = believing(now);
    expired.valid("GM00000001", now);
    expired.accepted("hanako", "GM00000001", 8, now);
    var second = believing(now);
    second.started("hanako", "GM00000002", 8, now);
    var others = believing(now);
    others.started("taro", "GM00000001", 8, now);
    for (var beliefs : List.of(suspended, ended, expired, second, others))
      assertEquals(1, beliefs.violations().size(), beliefs.violations()::toString);
  }

  private static Beliefs believing(Instant now) {
    var beliefs = new Beliefs();
    beliefs.started("hanako", "GM00000001", 7, now);
    return beliefs;
  }

  @Test
  @DisplayName("the check of the books finds a step that was accepted twice, and a forgotten end")
  void booksAreChecked() throws Exception {
    var minato = bank.institution("cooked", new JsonObject());
    var hanako = minato.customer("c-cooked");
    Fob fob = minato.shippedTo(hanako);
    hanako.start(fob).expect(201);
    var pool = bank.backstage().pool();
    assertEquals(List.of(), Books.violations(pool, minato.id));
    try (var superuser = Superuser.of(directory.resolve("database"))) {
      superuser.force(
          """
          INSERT INTO audit (institution, at, client, address, request_id, action, contract,
                             user_id, serial, outcome, details)
          SELECT institution, at, client, address, request_id, 'VERIFY', contract, user_id, serial,
                 outcome, details FROM audit WHERE institution = 'cooked' AND action = 'START'
          """);
      superuser.force("UPDATE token SET state = 'RELEASED' WHERE institution = 'cooked'");
    }
    assertEquals(
        List.of(
            "a registration is open of a token that is not in use",
            "a step was accepted twice, or after a later one",
            "tokens were counted wrongly",
            "tokens were counted wrongly",
            "tokens were counted wrongly by age",
            "tokens were counted wrongly by age"),
        Books.violations(pool, minato.id).stream()
            .map(found -> found.substring(0, found.indexOf(':')))
            .toList());
  }
}
