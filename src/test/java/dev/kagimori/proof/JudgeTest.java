package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.proof.Linearizer.Finding.Explained;
import dev.kagimori.proof.Linearizer.Finding.Violated;
import dev.kagimori.proof.State.Person;
import dev.kagimori.proof.State.Stop;
import dev.kagimori.proof.State.Token;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Small histories, some of which cannot have been. Times are small numbers, steps too. */
class JudgeTest {
  private static final String USER = "u";
  private static final String FOB = "GM00000001";
  private static final String OTHER = "GM00000002";

  private int ids;

  @Test
  void aHistoryThatFollowsTheRulesIsExplained() {
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            op(Kind.VERIFY, FOB, 11, 2, 3, "ACCEPTED"),
            op(Kind.VERIFY, FOB, 11, 4, 5, "REPLAYED"),
            wrong(6, 7, 4),
            op(Kind.STOP, FOB, 12, 8, 9, "DONE"),
            op(Kind.VERIFY, FOB, 13, 10, 11, "NOT_REGISTERED"));
    assertEquals(List.of(), Invariants.violations(history));
    assertInstanceOf(
        Explained.class, explain(history, "", new Token(USER, 12, 0, 0, Stop.NONE, 0, false)));
  }

  @Test
  void aCodeAcceptedTwiceIsSeen() {
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            op(Kind.VERIFY, FOB, 11, 2, 5, "ACCEPTED"),
            op(Kind.VERIFY, FOB, 11, 3, 6, "ACCEPTED"));
    assertTrue(first(history).startsWith("I1"));
    assertInstanceOf(Violated.class, explain(history, FOB, used(11, 0)));
  }

  @Test
  void anEarlierStepAcceptedLaterIsSeen() {
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            op(Kind.VERIFY, FOB, 12, 2, 3, "ACCEPTED"),
            op(Kind.VERIFY, FOB, 11, 4, 5, "ACCEPTED"));
    assertTrue(first(history).startsWith("I2"));
    assertInstanceOf(Violated.class, explain(history, FOB, used(12, 0)));
  }

  @Test
  void aTokenThatTwoUsersStartIsSeen() {
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"), by("v", op(Kind.START, FOB, 11, 2, 3, "DONE")));
    assertTrue(first(history).startsWith("I3"));
    assertInstanceOf(Violated.class, explain(history, FOB, used(11, 0)));
  }

  @Test
  void aCodeAcceptedAfterTheStopWasAnsweredIsSeen() {
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            op(Kind.STOP, FOB, 11, 2, 3, "DONE"),
            op(Kind.VERIFY, FOB, 12, 4, 5, "ACCEPTED"));
    assertTrue(first(history).startsWith("I4"));
    assertInstanceOf(Violated.class, explain(history, "", used(12, 0)));
  }

  @Test
  void theOldTokenAcceptedAfterAnExchangeIsSeen() {
    var open = op(Kind.OPEN_EXCHANGE, FOB, 11, 2, 3, "DONE");
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            open,
            exchange(open.id(), op(Kind.COMPLETE_EXCHANGE, OTHER, 11, 4, 5, "DONE")),
            op(Kind.VERIFY, FOB, 12, 6, 7, "ACCEPTED"));
    assertTrue(first(history).startsWith("I4"));
  }

  @Test
  void aSixthGuessIsSeen() {
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            wrong(2, 9, 4),
            wrong(2, 9, 3),
            wrong(2, 9, 2),
            wrong(2, 9, 1),
            wrong(2, 9, 0),
            wrong(2, 9, 0));
    assertTrue(first(history).startsWith("I5"));
    assertInstanceOf(Violated.class, explain(history, FOB, used(10, 6)));
  }

  @Test
  void twoGuessesThatWereCountedAsOneAreSeen() {
    var history = List.of(op(Kind.START, FOB, 10, 0, 1, "DONE"), wrong(2, 9, 4), wrong(3, 8, 4));
    assertInstanceOf(Violated.class, explain(history, FOB, used(10, 1)));
  }

  @Test
  void anExchangeCompletedLongAfterItWasOpenedIsSeen() {
    var open = op(Kind.OPEN_EXCHANGE, FOB, 11, 2, 3, "DONE");
    var late = exchange(open.id(), op(Kind.COMPLETE_EXCHANGE, OTHER, 111, 4, 5, "DONE"));
    var history = List.of(op(Kind.START, FOB, 10, 0, 1, "DONE"), open, late);
    var found = (Violated) explain(history, OTHER, used(11, 0));
    assertEquals(2, found.explained());
  }

  @Test
  void theCodeOfNowRefusedAsTooFarOffIsSeen() {
    var history =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            op(Kind.VERIFY, FOB, 11, 2, 3, "NEXT_CODE_NEEDED"));
    assertInstanceOf(Violated.class, explain(history, FOB, used(10, 1)));
  }

  @Test
  void anAnswerThatWasLostMayMeanEither() {
    var begin = op(Kind.START, FOB, 10, 0, 1, "DONE");
    var lost = op(Kind.VERIFY, FOB, 11, 2, 3, "UNKNOWN");
    assertInstanceOf(Explained.class, explain(List.of(begin, lost), FOB, used(11, 0)));
    assertInstanceOf(Explained.class, explain(List.of(begin, lost), FOB, used(10, 0)));
    var replayed = op(Kind.VERIFY, FOB, 11, 4, 5, "REPLAYED");
    assertInstanceOf(Explained.class, explain(List.of(begin, lost, replayed), FOB, used(11, 0)));
    assertInstanceOf(Violated.class, explain(List.of(begin, replayed), FOB, used(10, 0)));
  }

  @Test
  void aSuspensionBesideAnUnlockMayHaveComeFirstOrLast() {
    var begun =
        List.of(
            op(Kind.START, FOB, 10, 0, 1, "DONE"),
            op(Kind.SUSPEND, "", Op.WRONG_CODE, 2, 3, "DONE"),
            op(Kind.UNLOCK, "", Op.WRONG_CODE, 4, 9, "DONE"),
            op(Kind.SUSPEND, "", Op.WRONG_CODE, 5, 8, "DONE"));
    var suspended = new Token(USER, 10, 0, 0, Stop.STAFF, 0, false);
    assertInstanceOf(Explained.class, explain(begun, FOB, suspended));
    assertInstanceOf(Explained.class, explain(begun, FOB, used(10, 0)));
  }

  @Test
  void whatWasAcknowledgedAndIsNotThereIsSeen() {
    var history =
        List.of(op(Kind.START, FOB, 10, 0, 1, "DONE"), op(Kind.VERIFY, FOB, 11, 2, 3, "ACCEPTED"));
    assertInstanceOf(Violated.class, explain(history, FOB, used(10, 0)));
    assertInstanceOf(Violated.class, explain(history, "", used(11, 0)));
  }

  @Test
  void aDecisionWithoutAnEntryOrWithTwoIsSeen() {
    var op = op(Kind.VERIFY, FOB, 11, 2, 3, "ACCEPTED");
    var entry =
        new Ledger.Entry(Instant.EPOCH, "VERIFY", null, FOB, new JsonObject().put("step", 11L));
    assertEquals(
        List.of(), Bookkeeping.violations(List.of(op), ledger(Map.of("r", List.of(entry)))));
    assertTrue(broken(Map.of(), op).startsWith("I6"));
    assertTrue(broken(Map.of("r", List.of(entry, entry)), op).startsWith("I6"));
    assertTrue(broken(Map.of("r", List.of(entry), "s", List.of(entry)), op).startsWith("I6"));
    var other = new Ledger.Entry(Instant.EPOCH, "VERIFY", "WRONG", FOB, new JsonObject());
    assertTrue(broken(Map.of("r", List.of(other)), op).startsWith("I6"));
  }

  @Test
  void aReceiptThatIsNotKeptIsSeen() {
    var told = new JsonObject().put("receiptNumber", "0000001");
    var start = answered(op(Kind.START, FOB, 11, 2, 3, "DONE"), new Answer("DONE", told));
    var entry =
        new Ledger.Entry(Instant.EPOCH, "START", null, FOB, new JsonObject().put("step", 11L));
    assertTrue(broken(Map.of("r", List.of(entry)), start).startsWith("I7"));
  }

  private static String broken(Map<String, List<Ledger.Entry>> audit, Op op) {
    return Bookkeeping.violations(List.of(op), ledger(audit)).getFirst();
  }

  private static Ledger ledger(Map<String, List<Ledger.Entry>> audit) {
    return new Ledger(audit, Map.of(), new State(Map.of(), Map.of()), Map.of(), Map.of());
  }

  private static String first(List<Op> history) {
    return Invariants.violations(history).getFirst();
  }

  /** Two users and two fobs, of which the second of each is as it was in the end. */
  private static Linearizer.Finding explain(List<Op> ops, String registered, Token fob) {
    var users = List.of(USER, "v");
    var serials = List.of(FOB, OTHER);
    var end =
        Rules.fresh(users, serials)
            .with(USER, new Person(registered, 0, 0, false, Optional.empty()))
            .with(FOB, fob);
    return Linearizer.explain(ops, Rules.fresh(users, serials), end);
  }

  private static Token used(long last, int wrong) {
    var stop = wrong >= State.TRIES ? Stop.WRONG_CODES : Stop.NONE;
    return new Token(USER, last, wrong, wrong, stop, 0, false);
  }

  private Op wrong(long invoked, long returned, int triesLeft) {
    var told = new JsonObject().put("triesLeft", triesLeft);
    return answered(
        op(Kind.VERIFY, FOB, Op.WRONG_CODE, invoked, returned, "WRONG"), new Answer("WRONG", told));
  }

  private Op op(Kind kind, String serial, long step, long invoked, long returned, String result) {
    return new Op(
        ++ids,
        kind,
        USER,
        serial,
        step,
        0,
        invoked,
        returned,
        step,
        step,
        Answer.of(result),
        List.of("r"));
  }

  private static Op answered(Op op, Answer answer) {
    return new Op(
        op.id(),
        op.kind(),
        op.user(),
        op.serial(),
        op.step(),
        op.exchange(),
        op.invoked(),
        op.returned(),
        op.stepBefore(),
        op.stepAfter(),
        answer,
        op.requests());
  }

  private static Op by(String user, Op op) {
    return new Op(
        op.id(),
        op.kind(),
        user,
        op.serial(),
        op.step(),
        op.exchange(),
        op.invoked(),
        op.returned(),
        op.stepBefore(),
        op.stepAfter(),
        op.answer(),
        op.requests());
  }

  private static Op exchange(int opened, Op op) {
    return new Op(
        op.id(),
        op.kind(),
        op.user(),
        op.serial(),
        op.step(),
        opened,
        op.invoked(),
        op.returned(),
        op.stepBefore(),
        op.stepAfter(),
        op.answer(),
        op.requests());
  }
}
