package dev.kagimori.trial;

import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import dev.kagimori.institution.TermsRefused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Terms that no institution has: a shipped one's with some changed, as far as they are taken. */
final class AnyTerms {
  private static final List<String> KINDS = List.of("HARDWARE", "SOFTWARE");

  private AnyTerms() {}

  static JsonObject of(String shipped, Random random) {
    var terms = TermsFile.shipped(shipped);
    if (!terms.containsKey("hardwareIssue")) terms.put("hardwareIssue", false);
    // nobody reads mails here
    if (terms.containsKey("appIssue"))
      terms.getJsonObject("appIssue").put("idsIn", new JsonArray().add("PAGE"));
    for (var change : changes(random)) {
      var changed = terms.copy().mergeIn(change, true);
      if (random.nextInt(100) < 60 && isTaken(changed)) terms = changed;
    }
    return terms;
  }

  private static boolean isTaken(JsonObject terms) {
    try {
      TermsJson.read(Institution.systemE().mergeIn(terms.copy(), true));
      return true;
    } catch (TermsRefused e) {
      return false;
    }
  }

  private static List<JsonObject> changes(Random random) {
    boolean login = random.nextBoolean();
    var wait =
        new JsonObject()
            .put("kinds", some(KINDS, random))
            .put("step", one(random, "ISSUE", "SET_UP"))
            .put("minutes", 1 + random.nextInt(90));
    var operations = List.of("ISSUE", "START", "EXCHANGE", "STOP", "RENEW", "UNLOCK", "REVOKE");
    return List.of(
        new JsonObject().put("fobReuse", one(random, "FREELY", "AFTER_ISSUE", "NEVER")),
        new JsonObject().put("sideBySide", random.nextBoolean()),
        new JsonObject().put("allocationRequired", random.nextBoolean()),
        new JsonObject()
            .put("loginOtp", login ? one(random, "ALWAYS", "CHOICE") : "NEVER")
            .put("operations", new JsonObject().put("LOGIN", new JsonObject().put("otp", login))),
        new JsonObject().put("offered", new JsonArray(operations)),
        new JsonObject().put("offered", some(operations, random)),
        new JsonObject().put("suspensionBlocksLogin", random.nextBoolean()),
        new JsonObject().put("wrongCodesMax", 3 + random.nextInt(3)),
        new JsonObject().put("failedStartsMax", 2 + random.nextInt(9)),
        new JsonObject().put("validity", new JsonObject().put("years", 4 + random.nextInt(2))),
        new JsonObject().put("waits", new JsonObject().put("afterStop", wait)),
        new JsonObject()
            .put(
                "waits", new JsonObject().put("afterRevocation", wait.copy().put("nextDay", true))),
        new JsonObject()
            .put("limits", new JsonObject().put("withoutOtp", random.nextInt(100_000))));
  }

  private static String one(Random random, String... words) {
    return words[random.nextInt(words.length)];
  }

  /** One at least. */
  private static JsonArray some(List<String> words, Random random) {
    var shuffled = new ArrayList<>(words);
    Collections.shuffle(shuffled, random);
    return new JsonArray(new ArrayList<>(shuffled.subList(0, 1 + random.nextInt(shuffled.size()))));
  }
}
