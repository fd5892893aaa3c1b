package dev.kagimori.token;

import static dev.kagimori.token.Fobs.HANAKO;
import static dev.kagimori.token.Fobs.NOW;
import static dev.kagimori.token.Fobs.STEP;
import static dev.kagimori.token.Fobs.TARO;
import static dev.kagimori.token.Fobs.shown;
import static dev.kagimori.token.Fobs.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.kagimori.institution.Terms;
import dev.kagimori.otp.Window;
import dev.kagimori.token.Decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
  private static final Terms TERMS = Fobs.terms(Map.of());

  private static Decision verify(Token token, Presented presented, Instant now) {
    return LifeCycle.decide(token, new Command.Verify(presented), TERMS, now);
  }

  private static Token accepted(Decision decision) {
    return assertInstanceOf(Decision.Done.class, decision).token();
  }

  private static Token refused(Reason reason, Decision decision) {
    var refused = assertInstanceOf(Decision.Refused.class, decision);
    assertEquals(reason, refused.reason());
    return refused.token();
  }

  @Nested
  @DisplayName("rule 2: the inner window")
  class InnerWindow {
    @Test
    void holdsOneStepToEachSideAndNoMore() {
      for (int off : new int[] {-1, 0, 1})
        assertEquals(STEP + off, accepted(verify(Fobs.inUse(), shown(STEP + off), NOW)).lastStep());
      refused(Reason.WRONG, verify(Fobs.inUse(), shown(STEP - 2), NOW));
      refused(Reason.WRONG, verify(Fobs.inUse(), shown(STEP + 2), NOW));
    }

    @Test
    @DisplayName("S10: two steps of one window with the same code can both be used, in turn")
    void letsBothStepsWithTheSameCodeBeUsedInTurn() {
      var at = twin();
      long step = Fobs.TOTP.stepAt(at);
      var token = Fobs.inUse().accepted(step - 3, at.minusSeconds(90));
      var first = accepted(verify(token, shown(step - 1), at));
      assertEquals(step - 1, first.lastStep());
      var later = accepted(verify(first, shown(step + 1), at.plusSeconds(30)));
      assertEquals(step + 1, later.lastStep());
      refused(Reason.REPLAYED, verify(later, shown(step + 1), at.plusSeconds(30)));
    }

    /** A time whose neighbours to both sides show the same code. */
    private Instant twin() {
      for (long step = STEP; ; step++) {
        var code = Fobs.TOTP.code(Fobs.SEED, step - 1);
        if (Fobs.TOTP.matches(Fobs.SEED, code, Window.only(step + 1)).isEmpty()) continue;
        return Instant.ofEpochSecond(step * 30 + 15);
      }
    }
  }

  @Nested
  @DisplayName("rule 3: the outer window asks for the next code")
  class OuterWindow {
    private final Token idle =
        Fobs.inUse().accepted(STEP - 1_051_920, NOW.minus(Duration.ofDays(366)));

    @Test
    void doesNotAcceptACodeAloneAndChargesATry() {
      var token = refused(Reason.NEXT_CODE_NEEDED, verify(idle, shown(STEP + 4), NOW));
      assertEquals(1, token.failuresInRow());
    }

    @Test
    void acceptsTwoCodesInARow() {
      var token = accepted(verify(idle, shown(STEP + 4, STEP + 5), NOW));
      assertEquals(STEP + 5, token.lastStep());
      assertEquals(0, token.failuresInRow());
      refused(Reason.REPLAYED, verify(token, shown(STEP + 4, STEP + 5), NOW));
    }

    @Test
    void refusesTwoCodesThatDoNotFollow() {
      refused(Reason.WRONG, verify(idle, shown(STEP + 4, STEP + 4), NOW));
      refused(Reason.WRONG, verify(idle, shown(STEP + 4, STEP + 6), NOW));
      refused(Reason.WRONG, verify(idle, shown(STEP + 5, STEP + 4), NOW));
    }

    @Test
    void endsWhereAQuartzCanNotHaveDrifted() {
      refused(Reason.WRONG, verify(idle, shown(STEP + 7), NOW));
      refused(Reason.WRONG, verify(idle, shown(STEP + 5, STEP + 7), NOW));
      refused(Reason.WRONG, verify(idle, shown(STEP + 7, STEP + 8), NOW));
    }

    @Test
    void isTenMinutesForAFobThatWasNeverUsed() {
      var start = new Command.Start(HANAKO, shown(STEP + 20));
      refused(Reason.NEXT_CODE_NEEDED, LifeCycle.decide(Fobs.allocated(), start, TERMS, NOW));
      var pair = new Command.Start(HANAKO, shown(STEP - 20, STEP - 19));
      assertEquals(
          STEP - 19, accepted(LifeCycle.decide(Fobs.allocated(), pair, TERMS, NOW)).lastStep());
      var further = new Command.Start(HANAKO, shown(STEP + 21));
      refused(Reason.WRONG, LifeCycle.decide(Fobs.allocated(), further, TERMS, NOW));
    }
  }

  @Nested
  @DisplayName("rule 4: a code is accepted at most once")
  class Once {
    @Test
    void aUsedCodeIsReplayedAndCostsNoTry() {
      var used = accepted(verify(Fobs.inUse(), shown(STEP), NOW));
      assertSame(used, refused(Reason.REPLAYED, verify(used, shown(STEP), NOW)));
    }

    @Test
    void anEarlierStepIsNotAcceptedAfterALaterOne() {
      var used = accepted(verify(Fobs.inUse(), shown(STEP + 1), NOW));
      refused(Reason.REPLAYED, verify(used, shown(STEP), NOW));
    }

    @Test
    @DisplayName("S4: nor twenty minutes later, nor after a wrong code")
    void norLater() {
      var used = accepted(verify(Fobs.inUse(), shown(STEP), NOW));
      var later = NOW.plus(Duration.ofMinutes(20));
      refused(Reason.REPLAYED, verify(used, shown(STEP), later));
      var missed = refused(Reason.WRONG, verify(used, wrong(), later));
      refused(Reason.REPLAYED, verify(missed, shown(STEP), later));
    }

    @Test
    @DisplayName("S9: nor after stop and a new start, nor after being put back into stock")
    void norInAnotherLife() {
      var used =
          accepted(LifeCycle.decide(Fobs.inUse(), new Command.Stop(shown(STEP)), TERMS, NOW));
      assertEquals(TokenState.RELEASED, used.state());
      var again = new Command.Start(HANAKO, shown(STEP));
      refused(Reason.REPLAYED, LifeCycle.decide(used, again, TERMS, NOW));
      var revoked = accepted(LifeCycle.decide(used, new Command.Revoke(), TERMS, NOW));
      var back = accepted(LifeCycle.decide(revoked, new Command.PutBack(), TERMS, NOW));
      assertEquals(STEP, back.lastStep());
    }
  }

  @Nested
  @DisplayName("the intake check")
  class Check {
    private static Decision check(Token fob, Presented presented, boolean sound) {
      return LifeCycle.decide(fob, new Command.Check(presented, sound, 120), TERMS, NOW);
    }

    @Test
    void aRightCodeIsUsedUpAndItsDriftLearnt() {
      var checked = accepted(check(Fobs.inStock(), shown(STEP + 1), true));
      assertEquals(Inspection.CHECKED, checked.inspection());
      assertEquals(TokenState.IN_STOCK, checked.state());
      assertEquals(STEP + 1, checked.lastStep());
      assertEquals(38, checked.driftSeconds()); // the middle of the next step
      assertSame(checked, refused(Reason.REPLAYED, check(checked, shown(STEP + 1), true)));
      refused(
          Reason.REPLAYED,
          LifeCycle.decide(
              accepted(LifeCycle.decide(checked, new Command.Allocate(HANAKO), TERMS, NOW)),
              new Command.Start(HANAKO, shown(STEP + 1)),
              TERMS,
              NOW));
    }

    @Test
    void whatIsNotFitIsDefectiveThoughItsCodeIsRight() {
      var low = accepted(check(Fobs.inStock(), shown(STEP), false));
      assertEquals(Inspection.DEFECTIVE, low.inspection());
      assertEquals(STEP, low.lastStep());
      var far = accepted(check(Fobs.inStock(), shown(STEP + 9, STEP + 10), true));
      assertEquals(Inspection.DEFECTIVE, far.inspection());
      assertEquals(Inspection.CHECKED, accepted(check(low, shown(STEP + 1), true)).inspection());
    }

    @Test
    void aClockThatIsOffIsToldByTwoCodes() {
      var asked = refused(Reason.NEXT_CODE_NEEDED, check(Fobs.inStock(), shown(STEP + 3), true));
      assertEquals(Inspection.UNCHECKED, asked.inspection());
      var checked = accepted(check(asked, shown(STEP + 2, STEP + 3), true));
      assertEquals(Inspection.CHECKED, checked.inspection());
      assertEquals(0, checked.failuresInRow());
    }

    @Test
    void aWrongCodeIsADefectAndTooManyEndTheAnswers() {
      var fob = Fobs.inStock();
      for (int i = 1; i <= 5; i++) {
        fob = refused(Reason.WRONG, check(fob, wrong(), true));
        assertEquals(Inspection.DEFECTIVE, fob.inspection());
      }
      assertSame(fob, refused(Reason.SUSPENDED, check(fob, shown(STEP), true)));
      assertSame(
          fob, refused(Reason.SUSPENDED, LifeCycle.decide(fob, new Command.Condemn(), TERMS, NOW)));
    }

    @Test
    void nothingThatACustomerHasIsJudged() {
      for (var token : List.of(Fobs.allocated(), Fobs.inUse())) {
        assertSame(token, refused(Reason.WRONG_STATE, check(token, shown(STEP), true)));
        assertSame(token, refused(Reason.WRONG_STATE, check(token, wrong(), true)));
      }
    }

    @Test
    void aFobThatWasFoundIsCheckedBeforeItGoesOut() {
      var revoked = accepted(LifeCycle.decide(Fobs.inUse(), new Command.Revoke(), TERMS, NOW));
      var back = accepted(LifeCycle.decide(revoked, new Command.PutBack(), TERMS, NOW));
      var allocate = new Command.Allocate(HANAKO);
      refused(Reason.NOT_CHECKED, LifeCycle.decide(back, allocate, TERMS, NOW));
      var checked = accepted(check(back, shown(STEP), true));
      assertEquals(
          TokenState.ALLOCATED, accepted(LifeCycle.decide(checked, allocate, TERMS, NOW)).state());
      var condemned = accepted(LifeCycle.decide(back, new Command.Condemn(), TERMS, NOW));
      refused(Reason.NOT_CHECKED, LifeCycle.decide(condemned, allocate, TERMS, NOW));
    }
  }

  @Nested
  @DisplayName("rule 5: wrong codes")
  class WrongCodes {
    @Test
    void theFifthInARowSuspendsAndThenNothingIsJudged() {
      var token = Fobs.inUse();
      for (int i = 1; i <= 5; i++) token = refused(Reason.WRONG, verify(token, wrong(), NOW));
      assertEquals(Suspension.WRONG_CODES, token.suspension());
      assertSame(token, refused(Reason.SUSPENDED, verify(token, shown(STEP), NOW)));
      assertSame(token, refused(Reason.SUSPENDED, verify(token, wrong(), NOW)));
    }

    @Test
    void anAcceptedCodeResetsTheCount() {
      var token = Fobs.inUse();
      for (int i = 1; i <= 4; i++) token = refused(Reason.WRONG, verify(token, wrong(), NOW));
      token = accepted(verify(token, shown(STEP), NOW));
      for (int i = 1; i <= 4; i++) token = refused(Reason.WRONG, verify(token, wrong(), NOW));
      assertEquals(null, token.suspension());
    }

    @Test
    @DisplayName("SP 800-63B: after 100 without an accepted one it is to be replaced")
    void aHundredAreTheEnd() {
      var token = Fobs.inUse();
      for (int judged = 0; judged < 100; judged++) {
        if (token.suspension() != null)
          token = accepted(LifeCycle.decide(token, new Command.Unlock(), TERMS, NOW));
        token = refused(Reason.WRONG, verify(token, wrong(), NOW));
      }
      assertEquals(Suspension.WRONG_CODES, token.suspension());
      refused(Reason.REPLACE_TOKEN, LifeCycle.decide(token, new Command.Unlock(), TERMS, NOW));
    }

    @Test
    void anOutsiderWhoGuessesDoesNotWearOutSomebodysFob() {
      var fob = Fobs.allocated();
      var start = new Command.Start(TARO, wrong());
      assertSame(fob, refused(Reason.NOT_THEIRS, LifeCycle.decide(fob, start, TERMS, NOW)));
    }
  }

  @Nested
  @DisplayName("the terms")
  class OfTheTerms {
    @Test
    @DisplayName("E7: a fob works only for the customer it was shipped to")
    void allocation() {
      var right = shown(STEP);
      refused(
          Reason.NOT_THEIRS,
          LifeCycle.decide(Fobs.allocated(), new Command.Start(TARO, right), TERMS, NOW));
      refused(
          Reason.NOT_THEIRS,
          LifeCycle.decide(Fobs.inStock(), new Command.Start(HANAKO, right), TERMS, NOW));
      var open = Fobs.terms(Map.of("allocationRequired", false));
      accepted(LifeCycle.decide(Fobs.inStock(), new Command.Start(HANAKO, right), open, NOW));
    }

    @Test
    @DisplayName("F5, B5: whether a released fob may start again is a term")
    void reuse() {
      var released =
          accepted(LifeCycle.decide(Fobs.inUse(), new Command.Stop(shown(STEP)), TERMS, NOW));
      var start = new Command.Start(HANAKO, shown(STEP + 1));
      accepted(LifeCycle.decide(released, start, TERMS, NOW));
      var never = Fobs.terms(Map.of("fobReuse", "NEVER"));
      refused(Reason.NOT_REUSABLE, LifeCycle.decide(released, start, never, NOW));
      refused(
          Reason.NOT_REUSABLE,
          LifeCycle.decide(released, new Command.Allocate(HANAKO), never, NOW));
      var issue = Fobs.terms(Map.of("fobReuse", "AFTER_ISSUE"));
      refused(Reason.NOT_REUSABLE, LifeCycle.decide(released, start, issue, NOW));
      var issued = accepted(LifeCycle.decide(released, new Command.Allocate(HANAKO), issue, NOW));
      accepted(LifeCycle.decide(issued, start, issue, NOW));
    }
  }
}
