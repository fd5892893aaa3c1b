package dev.kagimori.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.localpage.Tongue;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What an employee is told of a refusal")
class CounterRefusalTest {
  /** Of the acts that the counter offers. */
  private static final Set<String> OFTEN =
      Set.of(
          "ALREADY_REGISTERED",
          "DECIDED",
          "FORBIDDEN",
          "MAKE_CLOSED",
          "MALFORMED",
          "NOT_FOUND",
          "NOT_OFFERED",
          "NOT_REGISTERED",
          "OUTCOME_UNKNOWN",
          "OWN_REQUEST",
          "RATE_LIMITED",
          "REPLACE_TOKEN",
          "TOO_EARLY",
          "WRONG_STATE");

  private static final Pattern OF_THE_API =
      Pattern.compile("API|HTTP|リクエスト|errors|nextIssueFrom|Authorization|ヘッダー|header");

  /** All that the service may answer. */
  private static Set<String> codes() {
    var codes = new TreeSet<String>();
    for (var key : ResourceBundle.getBundle("problems_ja").keySet())
      if (key.endsWith(".title")) codes.add(key.substring(0, key.indexOf('.')));
    assertTrue(codes.containsAll(OFTEN), codes::toString);
    return codes;
  }

  private static String advice(Tongue tongue, String code) {
    return CounterRefusal.text(tongue, code).replace(code, "");
  }

  @ParameterizedTest
  @EnumSource(Tongue.class)
  @DisplayName("every code is told in the counter's words and stands in parentheses at the end")
  void everyCode(Tongue tongue) {
    for (var code : codes()) {
      var text = CounterRefusal.text(tongue, code);
      assertTrue(text.endsWith(tongue.say("（" + code + "）", " (" + code + ")")), text);
      assertFalse(OF_THE_API.matcher(advice(tongue, code)).find(), text);
    }
  }

  @ParameterizedTest
  @EnumSource(Tongue.class)
  @DisplayName("what the counter meets has advice of its own; what it does not, whom to ask")
  void adviceOfItsOwn(Tongue tongue) {
    var general = advice(tongue, "HTTP 500");
    assertTrue(general.contains(tongue.say("管理者に伝えて", "tell the administrator")), general);
    for (var code : OFTEN) assertNotEquals(general, advice(tongue, code), code);
  }

  @Test
  @DisplayName("each is told in both languages")
  void bothLanguages() {
    var english = Pattern.compile("\\p{ASCII}+");
    for (var code : codes()) {
      assertTrue(english.matcher(CounterRefusal.text(Tongue.EN, code)).matches(), code);
      assertFalse(english.matcher(advice(Tongue.JA, code)).matches(), code);
      assertEquals(-1, advice(Tongue.JA, code).indexOf('.'), code);
    }
  }
}
