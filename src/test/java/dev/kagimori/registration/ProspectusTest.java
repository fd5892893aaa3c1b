package dev.kagimori.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProspectusTest {
  @ParameterizedTest
  @DisplayName("D6, D7: what masters may do is told apart from what customers do themselves")
  @CsvSource(
      delimiter = '|',
      value = {
        "taiga | {} | UNLOCK REVOKE",
        "taiga | {\"offered\":[\"ISSUE\",\"START\",\"REVOKE\"]} | REVOKE",
        "minato | {} | ''"
      })
  void whatMastersMay(String institution, String change, String may) {
    var json = TermsFile.shipped(institution).mergeIn(new JsonObject(change), true);
    var told = Prospectus.of("12345678", TermsJson.read(json), Instant.EPOCH);
    var words = may.isEmpty() ? List.<String>of() : List.of(may.split(" ", -1));
    assertEquals(new JsonArray(words), told.getJsonArray("mastersMay"));
    assertEquals(
        institution.equals("minato")
            ? List.of("ISSUE", "START", "EXCHANGE", "STOP")
            : List.of("ISSUE", "START"),
        told.getJsonArray("offered").getList());
  }
}
