package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is accepted quickly would be accepted by the full check. */
class QuickCheckTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "492039",
          "１２３",
          "c-1",
          "a\n",
          "-",
          "a b",
          "😀",
          "TRANSFER",
          "LOGIN",
          "PERSONAL",
          "NEW",
          "0c8cdb1d-9d2a-4f0a-8d39-6a1b6d6ac2a4",
          "0c8cdb1d-9d2a-4f0a-8d39-6a1b6d6ac2a4\n",
          "2026-11-21T10:00:07.120+09:00",
          "a".repeat(64),
          "a".repeat(65),
          "a".repeat(86),
          "a".repeat(87),
          "12345678",
          "GM",
          "GM12345678",
          "LOST",
          "PASSWORD",
          "HARDWARE",
          "hanako@example.jp",
          "😀".repeat(64));

  @Test
  void bodiesThatAreAcceptedQuicklyFit() {
    var random = new Random(20261121);
    var quickOnes = new ArrayList<String>();
    Contract.bodies()
        .forEach((operation, full) -> {
          var quick = QuickCheck.of(full.schema());
          if (quick.isEmpty()) return;
          quickOnes.add(operation);
          var names = new ArrayList<>(full.schema().getJsonObject("properties").fieldNames());
          var fitting = new HashMap<String, List<String>>();
          for (var name : names) {
            var schema = full.schema().getJsonObject("properties").getJsonObject(name);
            QuickText.of(schema)
                .ifPresent(
                    text -> fitting.put(name, TEXTS.stream().filter(text::accepts).toList()));
          }
          names.add("unknown");
          int accepted = 0;
          for (int i = 0; i < 20_000; i++) {
            var body = new JsonObject();
            for (var name : names) {
              var fits = fitting.getOrDefault(name, List.of());
              if (i % 2 == 0 && !fits.isEmpty() && random.nextInt(20) > 0)
                body.put(name, fits.get(random.nextInt(fits.size())));
              else if (random.nextInt(10) < 6) body.put(name, value(random));
            }
            if (!quick.get().accepts(body)) continue;
            accepted++;
            assertEquals(List.of(), full.errors(body), () -> operation + ' ' + body);
          }
          assertTrue(accepted > 10, operation + " accepted " + accepted);
        });
    assertTrue(quickOnes.containsAll(List.of("verify", "stop", "start")), quickOnes::toString);
    assertFalse(quickOnes.contains("putContract"));
  }

  @Test
  void parametersThatAreAcceptedQuicklyFit() {
    var random = new Random(7);
    int[] accepted = {0};
    Contract.parameters()
        .forEach((name, full) ->
            QuickText.of(full.schema())
                .ifPresent(quick -> {
                  for (int i = 0; i < 5_000; i++) {
                    var text = text(random);
                    if (!quick.accepts(text)) continue;
                    accepted[0]++;
                    assertEquals(List.of(), full.errors(text), () -> name + ' ' + text);
                  }
                }));
    assertTrue(accepted[0] > 1000);
  }

  @Test
  void aSchemaThatSaysMoreThanIsUnderstoodIsLeftToTheFullCheck() {
    var text = new JsonObject().put("type", "string");
    assertTrue(QuickText.of(text).isPresent());
    assertTrue(QuickText.of(text.copy().put("format", "uuid")).isEmpty());
    assertTrue(QuickText.of(text.copy().put("type", "integer")).isEmpty());
    var object = new JsonObject().put("type", "object").put("additionalProperties", false);
    assertTrue(QuickCheck.of(object).isPresent());
    assertTrue(QuickCheck.of(object.copy().put("minProperties", 1)).isEmpty());
    assertTrue(QuickCheck.of(object.copy().put("additionalProperties", true)).isEmpty());
  }

  private static Object value(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextBoolean();
      default -> text(random);
    };
  }

  private static String text(Random random) {
    if (random.nextInt(3) > 0) return TEXTS.get(random.nextInt(TEXTS.size()));
    var text = new StringBuilder();
    for (int i = random.nextInt(70); i > 0; i--) text.appendCodePoint(random.nextInt(0x3000));
    return text.toString();
  }
}
