package dev.kagimori.station.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read next, whatever the service says. */
class PlanTest {
  private final Plan plan = new Plan(List.of("GM00000001", "GM00000002"));

  private static Sighting sighting(String serial) {
    return new Sighting(serial, new JsonObject(), null, null, 0);
  }

  private Sighting read() {
    var task = plan.next(0).orElseThrow();
    plan.sent();
    return sighting(task.serial());
  }

  private void told(Sighting of, String result, @Nullable String inspection) {
    plan.told(new Verdict.Judged(of, result, null, inspection), 0);
  }

  @Test
  void allAreReadOnceInTheirOrderAndThenItIsDone() {
    var first = read();
    var second = read();
    assertEquals("GM00000001", first.serial());
    assertTrue(plan.next(0).isEmpty());
    told(first, "CHECKED", "CHECKED");
    assertFalse(plan.isDone());
    told(second, "DEFECTIVE", "DEFECTIVE");
    assertTrue(plan.isDone());
    assertEquals(1, plan.checked());
    assertEquals(1, plan.defective());
  }

  @Test
  void whatWasNotSentInTimeIsReadAgain() {
    var first = read();
    plan.told(new Verdict.Stale(first), 0);
    assertEquals("GM00000002", read().serial());
    assertEquals("GM00000001", read().serial());
  }

  @Test
  void aClockThatIsOffIsReadOnceMoreWithItsFirstCode() {
    var first = read();
    told(first, "NEXT_CODE_NEEDED", "UNCHECKED");
    assertSame(first, plan.next(0).orElseThrow().first());
  }

  @Test
  void aCodeThatAnotherStationUsedCountsAsWhatThatOneFound() {
    told(read(), "REPLAYED", "CHECKED");
    var other = read();
    told(other, "REPLAYED", "RECHECK");
    assertEquals(Map.of("GM00000001", new Outcome("CHECKED", null)), plan.outcomes());
    var task = plan.next(0).orElseThrow();
    assertSame(other, task.after());
  }

  @Test
  void aFobThatNeverSettlesIsGivenUp() {
    told(read(), "CHECKED", "CHECKED");
    int reads = 0;
    while (!plan.isDone()) {
      told(read(), "NEXT_CODE_NEEDED", "UNCHECKED");
      reads++;
    }
    assertEquals(Plan.READS_MAX, reads);
    assertEquals(
        Map.of(
            "GM00000001",
            new Outcome("CHECKED", null),
            "GM00000002",
            new Outcome("NEXT_CODE_NEEDED", null)),
        plan.outcomes());
  }

  @Test
  void aFobOverWhichTheLineFailedComesFirst() {
    var task = plan.next(0).orElseThrow();
    plan.back(task);
    assertSame(task, plan.next(0).orElseThrow());
  }

  @Test
  void oneThatNeverAnswersComesAgainAtTheEndAndIsBelieved() {
    for (int n = 1; n < Plan.SILENCES_MAX; n++) {
      var task = plan.next(0).orElseThrow();
      assertFalse(plan.isSilent(task));
      if (n == 1) told(read(), "CHECKED", "CHECKED");
    }
    var last = plan.next(0).orElseThrow();
    assertEquals("GM00000001", last.serial());
    assertTrue(plan.isSilent(last));
    assertTrue(plan.next(0).isEmpty());
  }

  @Test
  void oneThatCannotBeReadComesAgainAtTheEndAndIsUnreadInTheEnd() {
    var task = plan.next(0).orElseThrow();
    plan.unread(task, "why");
    assertEquals("GM00000002", plan.next(0).orElseThrow().serial());
    for (int n = 2; n <= Plan.READS_MAX; n++) plan.unread(plan.next(0).orElseThrow(), "why");
    assertEquals(new Outcome(Outcome.UNREAD, "why"), plan.outcomes().get("GM00000001"));
  }
}
