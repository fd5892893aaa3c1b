package dev.kagimori.token;

import static dev.kagimori.token.Fobs.HANAKO;
import static dev.kagimori.token.Fobs.TOTP;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five years with fobs whose quartz is as bad as makers allow (F4), summer and winter. */
@DisplayName("rules 3 and 6: a fob that drifts two minutes a year goes on working")
class FiveYearsTest {
  private static final Terms TERMS = Fobs.terms(Map.of());
  private static final Instant BORN = Instant.parse("2021-04-01T00:00:00Z");
  private static final Duration LIFE = Duration.ofDays(5 * 365);
  private static final double YEAR = Duration.ofDays(365).toSeconds();

  @ParameterizedTest(name = "used every {0} days, {1} fobs")
  @CsvSource({"1, 60", "30, 600", "91, 1200", "182, 2000"})
  void rightCodesDoNotEndInSuspension(int everyDays, int fobs) {
    var random = new Random(everyDays);
    int uses = 0;
    int suspensions = 0;
    int refused = 0;
    for (int i = 0; i < fobs; i++) {
      var customer = new Customer(random, everyDays);
      customer.live();
      uses += customer.uses;
      suspensions += customer.suspensions;
      refused += customer.givenUp;
    }
    var told = "%d uses, %d suspensions, %d given up".formatted(uses, suspensions, refused);
    assertTrue(uses > 10_000, told);
    assertTrue(suspensions <= uses / 10_000, told);
    assertTrue(refused <= uses / 10_000, told);
  }

  /** Presses, reads, types; types the next code when asked; tries again when it was wrong. */
  private static final class Customer {
    private final Random random;
    private final int everyDays;
    private final double secondsAYear;
    private final double summerSeconds;
    private Token token = Fobs.allocated();
    private int uses;
    private int suspensions;
    private int givenUp;

    Customer(Random random, int everyDays) {
      this.random = random;
      this.everyDays = everyDays;
      this.secondsAYear = random.nextBoolean() ? 110 : -110;
      this.summerSeconds = random.nextDouble() * 5;
    }

    void live() {
      var at = BORN.plusSeconds(random.nextInt(86_400));
      use(at, true);
      while (at.isBefore(BORN.plus(LIFE))) {
        at = at.plusSeconds((long) (everyDays * 86_400 * (0.5 + random.nextDouble())));
        use(at, false);
      }
    }

    private void use(Instant at, boolean start) {
      uses++;
      var pressed = at;
      for (int tries = 0; tries < 5; tries++) {
        long step = shownStep(pressed);
        var typed = pressed.plusSeconds(3 + random.nextInt(17));
        var decision = decide(Fobs.shown(step), typed, start);
        if (asksForNext(decision)) {
          var next = typed.plusSeconds(30);
          while (shownStep(next) != step + 1)
            next = next.plusSeconds(shownStep(next) <= step ? 1 : -1);
          decision = decide(Fobs.shown(step, step + 1), next.plusSeconds(5), start);
          typed = next.plusSeconds(5);
        }
        if (decision instanceof Decision.Done) return;
        pressed = typed.plusSeconds(20);
      }
      givenUp++;
    }

    private Decision decide(Presented presented, Instant now, boolean start) {
      var command = start ? new Command.Start(HANAKO, presented) : new Command.Verify(presented);
      var decision = LifeCycle.decide(token, command, TERMS, now);
      token = decision.token();
      if (token.suspension() == null) return decision;
      suspensions++;
      token = LifeCycle.decide(token, new Command.Unlock(), TERMS, now).token();
      return decision;
    }

    private static boolean asksForNext(Decision decision) {
      return decision instanceof Decision.Refused(Token token, var reason)
          && reason == Decision.Reason.NEXT_CODE_NEEDED;
    }

    private long shownStep(Instant at) {
      double years = Duration.between(BORN, at).toSeconds() / YEAR;
      double off = secondsAYear * years + summerSeconds * Math.sin(2 * Math.PI * years);
      return TOTP.stepAt(at.plusMillis((long) (off * 1000)));
    }
  }
}
