package dev.kagimori.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import dev.kagimori.institution.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NextIssueTest {
  private static final Instant STOPPED = Instant.parse("2026-11-21T01:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-21T15:00:00Z");

  private static NextIssue after(String institution, String change, User.Ended.By by) {
    var terms = TermsFile.shipped(institution).mergeIn(new JsonObject(change), true);
    return new NextIssue(
        new User.Ended(STOPPED, by), TermsJson.read(terms), STOPPED.plusSeconds(1));
  }

  private static JsonObject wait(String kind, String step, String until) {
    return new JsonObject().put("kind", kind).put("step", step).put("until", until);
  }

  @Test
  @DisplayName("B6: the app waits for tomorrow, a fob does not, so that nothing waits as a whole")
  void oneKindIsFree() {
    var next = after("kitahama", "{}", User.Ended.By.STOP);
    assertEquals(Optional.empty(), next.from());
    assertEquals(
        new JsonArray().add(wait("SOFTWARE", "SET_UP", "2026-11-22T00:00:00+09:00")), next.waits());
  }

  @Test
  @DisplayName("A6: where the app is all there is, the next token waits as it does")
  void theOnlyKindWaits() {
    var next = after("aoba", "{}", User.Ended.By.STOP);
    assertEquals(Optional.of(MIDNIGHT), next.from());
    assertEquals(1, next.waits().size());
  }

  @Test
  @DisplayName("where all kinds wait, the first that may is told")
  void allKindsWait() {
    var change =
        "{\"waits\":{\"afterStop\":{\"kinds\":[\"HARDWARE\",\"SOFTWARE\"],\"step\":\"ISSUE\"}}}";
    var next = after("kitahama", change, User.Ended.By.STOP);
    assertEquals(Optional.of(MIDNIGHT), next.from());
    assertEquals(
        new JsonArray()
            .add(wait("HARDWARE", "ISSUE", "2026-11-22T00:00:00+09:00"))
            .add(wait("SOFTWARE", "ISSUE", "2026-11-22T00:00:00+09:00")),
        next.waits());
  }

  @Test
  @DisplayName("nothing waits where no registration ended, or no rule says so")
  void nothingWaits() {
    var terms = TermsJson.read(TermsFile.shipped("kitahama"));
    assertEquals(Optional.empty(), new NextIssue(null, terms, STOPPED).from());
    var revoked = after("kitahama", "{}", User.Ended.By.REVOCATION);
    assertEquals(Optional.empty(), revoked.from());
    assertEquals(new JsonArray(), revoked.waits());
  }
}
