package dev.kagimori.token;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A million commands in any order; the seed is the parameter. */
class LifeCyclePropertyTest {
  private static final int COMMANDS = 250_000;
  private static final List<Terms> TERMS =
      List.of(
          Fobs.terms(Map.of()),
          Fobs.terms(Map.of("allocationRequired", false, "wrongCodesMax", 3)),
          Fobs.terms(Map.of("fobReuse", "AFTER_ISSUE", "wrongCodesMax", 10)));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void invariantsHoldWhateverIsAsked(long seed) {
    var random = new Random(seed);
    var token = Fobs.inStock();
    var now = Fobs.NOW;
    int judgedInRow = 0;
    for (int i = 0; i < COMMANDS; i++) {
      if (token.state() == TokenState.RETIRED || random.nextInt(5_000) == 0) {
        token = Fobs.inStock();
        judgedInRow = 0;
      }
      var terms = TERMS.get(random.nextInt(TERMS.size()));
      now = now.plusSeconds(random.nextInt(90));
      var command = command(random, now);
      var decision = LifeCycle.decide(token, command, terms, now);
      var next = decision.token();
      check(token, decision, next);
      judgedInRow = judgedInRow(judgedInRow, token, command, decision);
      assertTrue(judgedInRow <= 10, "never more than N answers between resets");
      token = next;
    }
  }

  private static void check(Token before, Decision decision, Token after) {
    assertTrue(after.lastStep() >= before.lastStep(), "accepted steps rise");
    assertTrue(Math.abs(after.driftSeconds()) <= 600);
    if (after.lastStep() > before.lastStep()) {
      assertNull(before.suspension(), "suspended never accepts");
      assertTrue(decision instanceof Decision.Done);
      assertTrue(after.lastAccepted() != null && after.failuresSinceAccepted() == 0);
    }
    if (!decision.changes(before)) return;
    if (after.inspection() != before.inspection())
      assertTrue(after.state() == TokenState.IN_STOCK, "only what is in stock is inspected");
    assertTrue(after.version() > before.version(), "a change raises the version");
    if (after.state() != before.state() || after.suspension() != before.suspension())
      assertNotEquals(before.epoch(), after.epoch(), "an open exchange must see it");
    if (before.state() == TokenState.REVOKED)
      assertTrue(after.state() == TokenState.IN_STOCK || after.state() == TokenState.RETIRED);
  }

  private static int judgedInRow(int before, Token token, Command command, Decision decision) {
    if (command instanceof Command.Unlock || command instanceof Command.PutBack) return 0;
    boolean charged = decision.token().failuresInRow() > token.failuresInRow();
    if (charged) return before + 1;
    return decision.token().lastStep() > token.lastStep() ? 0 : before;
  }

  private static Command command(Random random, Instant now) {
    var by = random.nextInt(4) == 0 ? Fobs.TARO : Fobs.HANAKO;
    return switch (random.nextInt(23)) {
      case 22 -> random.nextBoolean() ? new Command.Withdraw() : new Command.Undelivered();
      case 0, 1 -> new Command.Allocate(by);
      case 2, 3, 4 -> new Command.Start(by, presented(random, now));
      case 5 -> new Command.ExchangeIn(by, presented(random, now));
      case 6 -> new Command.OpenExchange(presented(random, now));
      case 7 -> new Command.ExchangeOut();
      case 8 -> new Command.Stop(presented(random, now));
      case 9 -> new Command.Resynchronise(presented(random, now));
      case 10, 11 -> new Command.Unlock();
      case 12 -> random.nextInt(20) == 0 ? new Command.Suspend() : new Command.Unlock();
      case 13 -> random.nextInt(20) == 0 ? new Command.Revoke() : new Command.PutBack();
      case 14 -> random.nextInt(200) == 0 ? new Command.Retire() : new Command.PutBack();
      case 15 -> new Command.Check(presented(random, now), random.nextInt(9) > 0, 120);
      case 16 -> random.nextInt(20) == 0 ? new Command.Condemn() : new Command.Unlock();
      default -> new Command.Verify(presented(random, now));
    };
  }

  private static Presented presented(Random random, Instant now) {
    long step = Fobs.TOTP.stepAt(now) + random.nextInt(9) - 4;
    return switch (random.nextInt(6)) {
      case 0, 1 -> Fobs.wrong();
      case 2 -> Fobs.shown(step, step + random.nextInt(3));
      default -> Fobs.shown(step);
    };
  }
}
