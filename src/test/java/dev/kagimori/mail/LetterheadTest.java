package dev.kagimori.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LetterheadTest {
  private static Optional<Letterhead> of(String change) {
    var terms = TermsFile.shipped("aoba").mergeIn(new JsonObject(change), true);
    return Letterhead.of(TermsJson.stored(terms));
  }

  @Test
  @DisplayName("terms that an earlier release took stop nothing that a mail tells of")
  void oldTerms() {
    var lines = of("{\"name\":{\"ja\":\"青葉\\n\"},\"helpDesk\":{\"name\":{\"ja\":\"\\t\"}}}");
    var first = lines.orElseThrow().parts().getFirst();
    assertEquals("青葉", first.institution());
    assertEquals("-", first.helpDesk());
    var days = new JsonArray(Collections.nCopies(200, "02-30"));
    var closed = new JsonObject().put("helpDesk", new JsonObject().put("closed", days));
    assertTrue(of(closed.encode()).orElseThrow().parts().getFirst().hours().length() <= 1_000);
    assertEquals(Optional.empty(), of("{\"mail\":{\"from\":\"otp@-.example.jp\"}}"));
  }
}
