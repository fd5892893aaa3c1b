package dev.kagimori.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.proof.LineFaults.Cut;
import dev.kagimori.verification.Engine.Told;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch whose write was sent and whose answer did not come: nobody is told what is not so. */
class LostAnswersIT {
  private static final int OF_EACH = 4;

  /** What is asked, without a reference and with one. */
  private enum Code {
    RIGHT("ACCEPTED", "DONE"),
    WRONG("WRONG", "WRONG"),
    USED("REPLAYED", "REPLAYED");

    private final String result;
    private final String entry;

    Code(String result, String entry) {
      this.result = result;
      this.entry = entry;
    }
  }

  private record Question(Code code, Holder holder, String typed, UUID reference, boolean named) {
    Ask ask() {
      return named ? holder.ask(typed, reference) : holder.ask(typed);
    }

    boolean leavesNothingToKnowItBy() {
      return code == Code.USED && !named;
    }
  }

  /** How often, and where, the answer is lost. */
  enum Loss {
    AFTER_COMMIT("after"),
    BEFORE_COMMIT("before"),
    AFTER_COMMIT_AND_AGAIN_WHEN_ASKED_FOR("again");

    private final String word;

    Loss(String word) {
      this.word = word;
    }
  }

  @TempDir static Path directory;
  private static Engines engines;

  @BeforeAll
  static void open() throws Exception {
    engines = Engines.start(directory, 2);
  }

  @AfterAll
  static void close() throws SQLException {
    engines.close();
  }

  private static List<Question> questions(String institution) {
    var holders = engines.holders(institution, OF_EACH * 2 * Code.values().length);
    var questions = new ArrayList<Question>();
    for (int n = 0; n < holders.size(); n++) {
      var holder = holders.get(n);
      var code = Code.values()[n % Code.values().length];
      var typed = code == Code.WRONG ? holder.fob().wrongCode() : holder.fob().code();
      boolean named = n < holders.size() / 2;
      questions.add(new Question(code, holder, typed, UUID.randomUUID(), named));
    }
    var used = questions.stream().filter(q -> q.code == Code.USED).map(q -> q.holder.right());
    for (var told : engines.engines.getFirst().ask(used.toList()))
      assertEquals("ACCEPTED", told.result());
    return questions;
  }

  private static void arm(Loss loss) {
    var line = engines.lines.getFirst().faults();
    switch (loss) {
      case AFTER_COMMIT -> line.arm(new Cut.AfterCommit(() -> {}));
      case BEFORE_COMMIT -> line.arm(new Cut.BeforeCommit());
      case AFTER_COMMIT_AND_AGAIN_WHEN_ASKED_FOR ->
          line.arm(
              new Cut.AfterCommit(
                  () -> line.arm(new Cut.AfterCommit(() -> line.arm(new Cut.BeforeCommit())))));
    }
  }

  private static List<Told> ask(List<Question> questions) {
    return engines.engines.getFirst().ask(questions.stream().map(Question::ask).toList());
  }

  private static int failuresInRow(Holder holder) throws SQLException {
    return Integer.parseInt(
        engines
            .superuser
            .column(
                "SELECT failures_in_row FROM token WHERE institution = '%s' AND serial = '%s'"
                    .formatted(holder.customer().institution().id(), holder.fob().serial()))
            .getFirst());
  }

  @ParameterizedTest
  @EnumSource
  void everyoneIsToldTheTruthOrThatItIsUnknown(Loss loss) throws Exception {
    for (int round = 0; round < 3; round++) {
      var questions = questions("lost-" + loss.word + "-" + round);
      arm(loss);
      var told = ask(questions);
      assertFalse(engines.lines.getFirst().faults().disarm(), "nothing was cut");
      for (int n = 0; n < questions.size(); n++) check(loss, questions.get(n), told.get(n));
      var again = ask(questions.stream().filter(Question::named).toList());
      for (int n = 0; n < again.size(); n++) {
        assertTrue(again.get(n).isRepeated());
        assertEquals(told.get(n).result(), again.get(n).result());
        assertEquals(told.get(n).verifiedAt(), again.get(n).verifiedAt());
      }
    }
  }

  private static void check(Loss loss, Question question, Told told) throws SQLException {
    var entries = new ArrayList<>(engines.entries(question.holder));
    if (question.code == Code.USED) assertEquals("DONE", entries.removeFirst());
    if (question.leavesNothingToKnowItBy()) {
      assertEquals("OUTCOME_UNKNOWN", told.result());
      var written = loss == Loss.BEFORE_COMMIT ? List.of() : List.of(question.code.entry);
      assertEquals(written, entries);
      return;
    }
    assertEquals(question.code.result, told.result());
    assertFalse(told.isRepeated());
    assertEquals(List.of(question.code.entry), entries);
    assertEquals(question.code == Code.WRONG ? 1 : 0, failuresInRow(question.holder));
  }

  @Test
  void whatWasWrittenOverMeanwhileIsKnownByItsReferenceAlone() {
    var holders = engines.holders("written-over", 2);
    var with = holders.get(0);
    var without = holders.get(1);
    var reference = UUID.randomUUID();
    var line = engines.lines.getFirst().faults();
    line.arm(
        new Cut.AfterCommit(() -> {
          var others = List.of(with.wrong(0), without.wrong(0));
          for (var told : engines.engines.getLast().ask(others))
            assertEquals("WRONG", told.result());
        }));
    var told =
        engines
            .engines
            .getFirst()
            .ask(List.of(with.ask(with.fob().code(), reference), without.right()));
    assertEquals("ACCEPTED", told.get(0).result());
    assertEquals("OUTCOME_UNKNOWN", told.get(1).result());
    for (var holder : holders) assertEquals(List.of("DONE", "WRONG"), engines.entries(holder));
  }

  @Test
  void nothingIsDoneWhereTheLineBreaksWhileTokensAreRead() {
    var holders = engines.holders("unread", 10);
    engines.lines.getFirst().faults().arm(new Cut.AtMessage(new AtomicInteger(1)));
    for (var told : engines.engines.getFirst().ask(holders.stream().map(Holder::right).toList()))
      assertEquals("OVERLOADED", told.result());
    for (var holder : holders) assertEquals(List.of(), engines.entries(holder));
    for (var told : engines.engines.getFirst().ask(holders.stream().map(Holder::right).toList()))
      assertEquals("ACCEPTED", told.result());
  }
}
