package dev.kagimori.staff.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemException;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Outcome.Reason;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CampaignAnswersTest {
  /** Beside a step's own. */
  private static final List<String> OTHERS =
      List.of("NAME_TAKEN", "EMPTY", "TOO_MANY", "ALL_LEFT_OUT", "NOTHING_TO_PACK", "NO_HELP_DESK");

  @Test
  void eachRefusalHasWordsInBothLanguages() throws IOException {
    for (var language : List.of("ja", "en")) {
      var texts = new Properties();
      var name = "/problems_" + language + ".properties";
      try (var in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
        texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
      Stream.concat(steps(), OTHERS.stream().map(CampaignAnswers::problem))
          .map(problem -> problem.code() + "." + problem.about() + ".detail")
          .forEach(key -> assertTrue(texts.containsKey(key), key));
    }
  }

  private static Stream<Problem> steps() {
    return Arrays.stream(Reason.values())
        .flatMap(reason ->
            Arrays.stream(State.values())
                .map(state -> CampaignAnswers.told(new Outcome.Refused(reason, state, 2, 1)))
                .map(answer -> assertInstanceOf(Answer.Refused.class, answer).problem()));
  }

  @Test
  void whatHadToWaitOrIsNotFinishedIsNoLastWord() {
    assertTrue(CampaignAnswers.stage(new Outcome.Done(3, true)).over());
    assertFalse(CampaignAnswers.stage(new Outcome.Done(3, false)).over());
    assertFalse(CampaignAnswers.stage(new Outcome.Shipped(3, false, Map.of())).over());
    assertTrue(CampaignAnswers.stage(new Outcome.UnknownCampaign()).over());
    for (var reason : Reason.values()) {
      var refused = new Outcome.Refused(reason, State.ALLOCATED, 2, 1);
      var stage = CampaignAnswers.stage(refused);
      assertEquals(reason != Reason.BUSY, stage.over(), reason::name);
      assertInstanceOf(Answer.Refused.class, stage.answer());
      if (reason == Reason.BUSY)
        assertThrows(ProblemException.class, () -> CampaignAnswers.toKeep(refused));
      else assertEquals(stage.answer(), CampaignAnswers.toKeep(refused));
    }
  }
}
