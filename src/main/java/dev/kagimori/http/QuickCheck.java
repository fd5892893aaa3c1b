package dev.kagimori.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Accepts a body that surely fits a flat schema of the contract, an object of texts; of what it
 * does not accept, {@link SchemaCheck} says whether and why it does not fit.
 */
final class QuickCheck {
  private static final Set<String> KNOWN =
      Set.of("type", "properties", "required", "additionalProperties");

  private final Map<String, QuickText> properties;
  private final Set<String> required;

  private QuickCheck(Map<String, QuickText> properties, Set<String> required) {
    this.properties = properties;
    this.required = required;
  }

  /** Empty where the schema says more than is understood here. */
  static Optional<QuickCheck> of(JsonObject schema) {
    for (var keyword : schema.fieldNames())
      if (!KNOWN.contains(keyword) && !QuickText.REMARKS.contains(keyword)) return Optional.empty();
    if (!"object".equals(schema.getValue("type"))
        || !Boolean.FALSE.equals(schema.getValue("additionalProperties"))) return Optional.empty();
    var properties = new HashMap<String, QuickText>();
    var declared = schema.getJsonObject("properties", new JsonObject());
    for (var name : declared.fieldNames()) {
      var text = QuickText.of(declared.getJsonObject(name));
      // what is not understood may still be left out of a body
      text.ifPresent(quick -> properties.put(name, quick));
    }
    var required =
        schema.getJsonArray("required", new JsonArray()).stream()
            .map(String::valueOf)
            .collect(Collectors.toUnmodifiableSet());
    return properties.keySet().containsAll(required)
        ? Optional.of(new QuickCheck(Map.copyOf(properties), required))
        : Optional.empty();
  }

  /** Whether it surely fits. */
  boolean accepts(JsonObject body) {
    int found = 0;
    for (var field : body.getMap().entrySet()) {
      var text = properties.get(field.getKey());
      if (text == null || !(field.getValue() instanceof String value) || !text.accepts(value))
        return false;
      if (required.contains(field.getKey())) found++;
    }
    return found == required.size();
  }
}
