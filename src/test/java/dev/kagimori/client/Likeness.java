package dev.kagimori.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a record is what a schema describes, all the way down. */
final class Likeness {
  private final Document document;
  private final boolean isAnswer;

  /** An answer's enums know a value that is not known yet; a request's are exactly the schema's. */
  Likeness(Document document, boolean isAnswer) {
    this.document = document;
    this.isAnswer = isAnswer;
  }

  void check(JsonObject given, Type type, String at) {
    var schema = document.followed(given);
    if (type instanceof ParameterizedType many) checkMany(schema, many, at);
    else if (type instanceof Class<?> c && c.isEnum()) checkEnum(schema, c, at);
    else if (type instanceof Class<?> c && c.isRecord()) checkRecord(schema, c, at);
    else checkScalar(schema, type, at);
  }

  private void checkMany(JsonObject schema, ParameterizedType type, String at) {
    var of = type.getActualTypeArguments();
    if (type.getRawType() == java.util.List.class) {
      assertTrue(isOf(schema, "array"), at);
      check(schema.getJsonObject("items"), of[0], at + "[]");
    } else {
      assertEquals(Map.class, type.getRawType(), at);
      assertEquals(
          constants((Class<?>) of[0]), schema.getJsonObject("properties").fieldNames(), at);
    }
  }

  private void checkEnum(JsonObject schema, Class<?> type, String at) {
    var ours = constants(type);
    var theirs = Document.names(schema);
    if (!isAnswer) assertEquals(theirs, ours, at);
    assertTrue(ours.containsAll(theirs), () -> at + " knows " + ours + ", not " + theirs);
    var all = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    assertTrue(!isAnswer || all.contains("UNKNOWN"), () -> at + " has no UNKNOWN");
  }

  private static Set<String> constants(Class<?> type) {
    var names =
        Arrays.stream(type.getEnumConstants())
            .map(c -> ((Enum<?>) c).name())
            .collect(Collectors.toCollection(TreeSet::new));
    names.remove("UNKNOWN");
    return names;
  }

  private void checkRecord(JsonObject schema, Class<?> type, String at) {
    assertTrue(isOf(schema, "object"), at);
    var properties = schema.getJsonObject("properties", new JsonObject()).copy();
    properties.fieldNames().removeIf(p -> isAlwaysNull(properties.getJsonObject(p)));
    var components = new HashMap<String, RecordComponent>();
    for (var component : type.getRecordComponents()) components.put(component.getName(), component);
    assertEquals(new TreeSet<>(properties.fieldNames()), new TreeSet<>(components.keySet()), at);
    var required = schema.getJsonArray("required", new JsonArray());
    components.forEach((name, component) -> {
      var property = document.followed(properties.getJsonObject(name));
      var isOptional = !required.contains(name) || Document.isNullable(property);
      assertEquals(isOptional, Wire.isOptional(component), at + "/" + name + " may be null");
      check(property, component.getGenericType(), at + "/" + name);
    });
  }

  private static void checkScalar(JsonObject schema, Type type, String at) {
    var json =
        switch (((Class<?>) type).getSimpleName()) {
          case "String", "UUID", "OffsetDateTime" -> "string";
          case "boolean", "Boolean" -> "boolean";
          case "int", "Integer", "Long" -> "integer";
          default -> throw new AssertionError(at + " is a " + type);
        };
    assertTrue(isOf(schema, json), () -> at + " is no " + json);
  }

  /** Which a record can do without. */
  private static boolean isAlwaysNull(JsonObject property) {
    return "null".equals(property.getValue("type"));
  }

  private static boolean isOf(JsonObject schema, String type) {
    var types = schema.getValue("type");
    return type.equals(types) || (types instanceof JsonArray several && several.contains(type));
  }
}
