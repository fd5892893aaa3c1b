package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemJsonTest {
  private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");

  @ParameterizedTest
  @EnumSource
  void everyCodeSpeaksBothLanguagesAndFitsTheContract(ProblemCode code) {
    var ja = problem(Problem.of(code), Language.JA, "r-1");
    var en = problem(Problem.of(code), Language.EN, "r-1");
    for (var member : new String[] {"title", "detail"}) {
      assertTrue(JAPANESE.matcher(ja.getString(member)).find(), ja.getString(member));
      assertFalse(JAPANESE.matcher(en.getString(member)).find(), en.getString(member));
    }
    assertNotEquals(ja.getString("title"), ja.getString("detail"));
    Contract.checkProblem(code, code.status(), ja.encode());
    Contract.checkProblem(code, code.status(), en.encode());
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonSpeaksBothLanguages(Reason reason) {
    assertTrue(JAPANESE.matcher(Texts.reason(reason, "7", Language.JA)).find());
    assertFalse(JAPANESE.matcher(Texts.reason(reason, "7", Language.EN)).find());
    assertFalse(Texts.reason(reason, "7", Language.EN).contains("{"));
  }

  @Test
  void errorsAreToldInTheLanguageOfTheRequest() {
    var problem =
        FieldError.malformed(
            new FieldError(In.BODY, "/code", Reason.TOO_LONG, "64"),
            FieldError.body("/serial", Reason.REQUIRED));
    var json = problem(problem, Language.EN, "r-1");
    assertEquals(
        new JsonObject()
            .put("in", "body")
            .put("pointer", "/code")
            .put("reason", "is too long; at most 64 characters"),
        json.getJsonArray("errors").getJsonObject(0));
    assertEquals(
        "必須の項目です。指定してください",
        problem(problem, Language.JA, "r-1")
            .getJsonArray("errors")
            .getJsonObject(1)
            .getString("reason"));
    Contract.checkProblem(ProblemCode.MALFORMED, 400, json.encode());
  }

  @Test
  void membersStandBesideTheProblemsOwnAndNeverInTheirPlace() {
    var problem = Problem.of(ProblemCode.WRONG).with("triesLeft", 2).with("status", 200);
    var json = problem(problem, Language.JA, "r-1");
    assertEquals(2, json.getInteger("triesLeft"));
    assertEquals(422, json.getInteger("status"));
    assertEquals("/docs/problems#WRONG", json.getString("type"));
    assertEquals("r-1", json.getString("instance"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                          | JA",
        "ja                        | JA",
        "en                        | EN",
        "en-GB                     | EN",
        "EN-us,en;q=0.9            | EN",
        "ja,en;q=0.9               | JA",
        "ja;q=0.2,en;q=0.9         | EN",
        "fr                        | JA",
        "fr,en;q=0.1               | EN",
        "*                         | JA",
        "de, *;q=0.5               | JA",
        "en;q=0                    | JA",
        "en;q=zero                 | JA",
        ";;;,,,                    | JA",
      })
  void theLanguageIsTheBetterOfTheTwoAndJapaneseInDoubt(String header, Language language) {
    assertEquals(language, Language.of(header));
  }

  @Test
  void anEndlessWishForLanguagesIsNotWeighed() {
    assertEquals(Language.JA, Language.of("en," + "fr,".repeat(100)));
  }

  /** As it is sent. */
  private static JsonObject problem(Problem problem, Language language, String requestId) {
    return new JsonObject(ProblemJson.of(problem, language, requestId));
  }
}
