package dev.kagimori.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserIdTest {
  @Test
  void theCheckDigitIsLuhns() {
    assertEquals(Optional.of(new UserId("799273987146")), UserId.parse("799273987146"));
    assertEquals(Optional.of(new UserId("000000000000")), UserId.parse("000000000000"));
  }

  @Test
  void whatPeopleTypeIsUnderstood() {
    assertEquals(Optional.of(new UserId("799273987146")), UserId.parse("７９９２ 7398-7146"));
    assertTrue(UserId.parse("79927398714").isEmpty());
    assertTrue(UserId.parse("7992739871460").isEmpty());
    assertTrue(UserId.parse("79927398714x").isEmpty());
  }

  @Test
  void everyMistypedDigitIsFoundAndAlmostEverySwap() {
    for (int n = 0; n < 100; n++) {
      var id = UserId.random().value();
      assertEquals(Optional.of(new UserId(id)), UserId.parse(id));
      for (int at = 0; at < id.length(); at++) {
        for (char digit = '0'; digit <= '9'; digit++) {
          var typed = id.substring(0, at) + digit + id.substring(at + 1);
          assertEquals(digit == id.charAt(at), UserId.parse(typed).isPresent());
        }
        if (at > 0) assertSwapIsFound(id, at);
      }
    }
  }

  private static void assertSwapIsFound(String id, int at) {
    char left = id.charAt(at - 1);
    char right = id.charAt(at);
    boolean blind = left == right || Math.abs(left - right) == 9;
    var swapped = id.substring(0, at - 1) + right + left + id.substring(at + 1);
    assertEquals(blind, UserId.parse(swapped).isPresent());
  }
}
