package dev.kagimori.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What is made of what was measured. */
class FiguresTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @Test
  void theMedianIsTheMiddle() {
    assertEquals(2, Numbers.median(List.of(9.0, 1.0, 2.0)));
    assertEquals(2.5, Numbers.median(List.of(3.0, 1.0, 2.0, 9.0)));
  }

  @Test
  void onlyWhatIsAnsweredInTheTimeCounts() {
    var recorder = new Recorder(SECOND, 3 * SECOND, false);
    right(recorder, Outcome.ACCEPTED, SECOND - 2 * MILLI, SECOND - MILLI);
    for (int i = 0; i < 100; i++) right(recorder, Outcome.ACCEPTED, SECOND, SECOND + i * MILLI);
    right(recorder, Outcome.ACCEPTED, 3 * SECOND - MILLI, 3 * SECOND);
    right(recorder, Outcome.OVERLOADED, SECOND, SECOND + MILLI);
    var measured = recorder.measured(Long.MAX_VALUE);
    assertEquals(50, measured.rate());
    assertEquals(Map.of(Outcome.ACCEPTED, 100L, Outcome.OVERLOADED, 1L), measured.outcomes());
    assertEquals(49, measured.p50(), 0.5);
    assertEquals(98, measured.p99(), 0.5);
    assertEquals(0, measured.unexpected());
    assertEquals(1_000, measured.timeline().getFirst());
    assertEquals(20, measured.timeline().size());
  }

  @Test
  void inAnOpenLoopTheWaitForAConnectionCounts() {
    var recorder = new Recorder(0, SECOND, true);
    recorder.record(
        Item.Kind.RIGHT, Outcome.ACCEPTED, 200, SECOND - MILLI, SECOND + MILLI, SECOND + 2 * MILLI);
    var measured = recorder.measured(Long.MAX_VALUE);
    assertEquals(3, measured.p50(), 0.01);
    assertEquals(1, Measured.millis(measured.served(), 50), 0.01);
  }

  @Test
  void aRightCodeThatIsNotAcceptedIsUnexpected() {
    var recorder = new Recorder(0, SECOND, false);
    right(recorder, Outcome.WRONG, 0, MILLI);
    right(recorder, Outcome.OTHER, 0, MILLI);
    right(recorder, Outcome.CUT, 0, MILLI);
    var measured = recorder.measured(Long.MAX_VALUE);
    assertEquals(2, measured.unexpected());
    assertEquals(List.of("RIGHT → WRONG (200)", "RIGHT → OTHER (200)"), measured.told());
  }

  @Test
  void aComparisonKeepsItsRounds() {
    var comparison = new Comparison("a ÷ b");
    comparison.add(2, new JsonObject().put("service", 20.0).put("database", 10.0));
    comparison.add(3, new JsonObject().put("service", 30.0).put("database", 10.0));
    comparison.add(1, new JsonObject().put("service", 10.0).put("database", 10.0));
    assertEquals(
        new JsonObject().put("median", 2.0).put("min", 1.0).put("max", 3.0), comparison.ratio());
    assertEquals(
        new JsonObject().put("service", 20.0).put("database", 10.0).put("ratio", 2.0),
        comparison.rounds().getJsonObject(0));
    assertEquals("a ÷ b: median 2.00 (1.00 to 3.00, 3 rounds)", comparison.toString());
  }

  @Test
  void thePictureIsWellFormed() throws Exception {
    var recorder = new Recorder(0, SECOND, false);
    for (int i = 0; i < 1_000; i++) right(recorder, Outcome.ACCEPTED, 0, i * MILLI);
    var measured = recorder.measured(Long.MAX_VALUE);
    var one = new Picture.Run("verify, 5 <connections> & more", 0, measured);
    var two = new Picture.Run("verify, 100 offered", 100, measured);
    var three = new Picture.Run("verify, 200 offered", 200, measured);
    for (var runs : List.of(List.of(one), List.of(one, two, three))) {
      var svg = Picture.svg(runs);
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      assertEquals("svg", document.getDocumentElement().getTagName());
      assertTrue(document.getElementsByTagName("polyline").getLength() > runs.size());
    }
  }

  @Test
  void anAxisEndsAtARoundNumberAboveAll() {
    assertEquals(50_000, Chart.most(List.of(1.0, 43_000.0)));
    assertEquals(0.2, Chart.most(List.of(0.17)), 1e-9);
    assertEquals(10, Chart.most(List.of(7.0)));
    assertEquals(1, Chart.most(List.of()));
  }

  private static void right(Recorder recorder, Outcome outcome, long arrival, long now) {
    recorder.record(Item.Kind.RIGHT, outcome, 200, arrival, arrival, now);
  }
}
