package dev.kagimori.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.keyring.UnwrappedKeys;
import dev.kagimori.trial.Waits;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartPasswordsTest {
  private static TypedPassword typed(String digits) {
    return TypedPassword.parse(digits).orElseThrow();
  }

  @Test
  void aPasswordFitsItsOwnHashAlone() {
    try (var keys = new UnwrappedKeys("minato");
        var otherKeys = new UnwrappedKeys("minato");
        var others = new StartPasswords(otherKeys.keyring(), StartPasswords.MEMORY_KIB);
        var passwords = new StartPasswords(keys.keyring(), StartPasswords.MEMORY_KIB)) {
      var hashed = passwords.hash("minato", typed("４８２０-5713"));
      assertTrue(passwords.matches("minato", typed("48205713"), hashed));
      assertFalse(passwords.matches("minato", typed("48205714"), hashed));
      assertFalse(passwords.matches("minato", typed("4820"), hashed));
      assertFalse(passwords.matches("minato", typed("48205713"), null));
      assertFalse(others.matches("minato", typed("48205713"), hashed), "the pepper differs");
      assertNotEquals(hashed, passwords.hash("minato", typed("48205713")), "the salt differs");
    }
  }

  @Test
  void whoDoesNotFitIntoTheQueueIsToldAtOnce() throws Exception {
    try (var keys = new UnwrappedKeys("minato");
        var passwords = new StartPasswords(keys.keyring(), StartPasswords.MEMORY_KIB)) {
      var hashed = new AtomicInteger();
      var refused = new AtomicInteger();
      int all = 3 * StartPasswords.QUEUE;
      for (int n = 0; n < all; n++)
        Thread.ofPlatform()
            .start(() -> {
              try {
                passwords.hash("minato", typed("48205713"));
                hashed.incrementAndGet();
              } catch (ProblemException e) {
                assertEquals(ProblemCode.OVERLOADED, e.problem().code());
                refused.incrementAndGet();
              }
            });
      Waits.until("all are answered", () -> hashed.get() + refused.get() == all);
      assertTrue(hashed.get() >= StartPasswords.QUEUE, hashed + " hashed");
      assertTrue(refused.get() > 0, "none was refused");
    }
  }

  @Test
  void passwordsTellNothingOfThemselves() {
    assertEquals("TypedPassword(8 digits)", typed("48205713").toString());
    assertTrue(TypedPassword.parse("123").isEmpty());
    assertTrue(TypedPassword.parse("123456789").isEmpty());
    assertTrue(TypedPassword.parse("12a4").isEmpty());
  }
}
