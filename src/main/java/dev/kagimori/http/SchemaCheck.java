package dev.kagimori.http;

import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds a value against a schema of the contract, and says what does not fit without repeating the
 * value. The library's own texts are English, and quote.
 */
final class SchemaCheck {
  /** Beside a pattern: the reason that is told where it does not fit, if not {@code FORM}. */
  private static final String REASON = "x-reason";

  private static final Set<String> CONTAINERS = Set.of("properties", "items", "$ref");

  private final In in;
  private final String prefix;
  private final JsonObject schema;
  private final Validator validator;

  /**
   * Compiles the schema once.
   *
   * @param prefix stands before each pointer
   */
  SchemaCheck(SchemaRepository repository, JsonSchema schema, In in, String prefix) {
    this.in = in;
    this.prefix = prefix;
    this.schema = json(schema);
    validator = repository.validator(schema);
  }

  JsonObject schema() {
    return schema;
  }

  /** What is wrong, the first of each place; empty where it fits. */
  List<FieldError> errors(Object value) {
    var result = validator.validate(value);
    if (result.getValid()) return List.of();
    var byPlace = new LinkedHashMap<String, FieldError>();
    for (var unit : result.getErrors() == null ? List.<OutputUnit>of() : result.getErrors())
      for (var error : errors(unit, value)) byPlace.putIfAbsent(error.pointer(), error);
    // a schema that uses a keyword which is not known here still refuses
    if (byPlace.isEmpty()) return List.of(error("", Reason.MISFIT, ""));
    return List.copyOf(byPlace.values());
  }

  private List<FieldError> errors(OutputUnit unit, Object value) {
    var pointer = unit.getInstanceLocation().substring(1);
    var keyword = unit.getKeywordLocation();
    keyword = keyword.substring(keyword.lastIndexOf('/') + 1);
    if (CONTAINERS.contains(keyword)) return List.of();
    var at = schemaAt(keyword.equals("additionalProperties") ? parent(pointer) : pointer);
    return switch (keyword) {
      case "required" -> missing(at, at(value, pointer), pointer);
      // told of every field once a neighbour fails, known or not
      case "additionalProperties" ->
          declares(at, name(pointer)) ? List.of() : List.of(error(pointer, Reason.UNKNOWN, ""));
      default -> List.of(error(pointer, reason(keyword, at), bound(keyword, at)));
    };
  }

  private List<FieldError> missing(JsonObject at, @Nullable Object object, String pointer) {
    var errors = new ArrayList<FieldError>();
    var required = at.getJsonArray("required", new JsonArray());
    for (int i = 0; i < required.size(); i++)
      if (!(object instanceof JsonObject o) || !o.containsKey(required.getString(i)))
        errors.add(error(pointer + '/' + required.getString(i), Reason.REQUIRED, ""));
    return errors;
  }

  private static Reason reason(String keyword, JsonObject at) {
    return switch (keyword) {
      case "type" -> typeReason(at);
      case "enum", "const" -> Reason.NOT_ONE_OF;
      case "minLength" -> Reason.TOO_SHORT;
      case "maxLength" -> Reason.TOO_LONG;
      case "pattern" -> Reason.valueOf(at.getString(REASON, Reason.FORM.name()));
      case "format" -> Reason.FORM;
      case "minimum", "exclusiveMinimum" -> Reason.TOO_SMALL;
      case "maximum", "exclusiveMaximum" -> Reason.TOO_BIG;
      case "minItems" -> Reason.TOO_FEW;
      case "maxItems" -> Reason.TOO_MANY;
      default -> Reason.MISFIT;
    };
  }

  private static Reason typeReason(JsonObject at) {
    return switch (String.valueOf(at.getValue("type"))) {
      case "string" -> Reason.NOT_TEXT;
      case "integer" -> Reason.NOT_WHOLE;
      case "boolean" -> Reason.NOT_BOOLEAN;
      case "array" -> Reason.NOT_LIST;
      case "object" -> Reason.NOT_OBJECT;
      default -> Reason.MISFIT;
    };
  }

  private static String bound(String keyword, JsonObject at) {
    var bound = at.getValue(keyword);
    return switch (bound) {
      case Number number -> number.toString();
      case JsonArray values when keyword.equals("enum") ->
          values.stream().map(String::valueOf).collect(Collectors.joining(", "));
      case null, default -> "";
    };
  }

  private FieldError error(String pointer, Reason reason, String bound) {
    return new FieldError(in, prefix + pointer, reason, bound);
  }

  private static boolean declares(JsonObject at, String name) {
    return at.getJsonObject("properties", new JsonObject()).containsKey(name);
  }

  /** The schema of what a pointer points to; empty where there is none. */
  private JsonObject schemaAt(String pointer) {
    var at = schema;
    for (var name : names(pointer)) {
      var properties = at.getJsonObject("properties", new JsonObject());
      at =
          properties.containsKey(name)
              ? properties.getJsonObject(name)
              : at.getJsonObject("items", new JsonObject());
    }
    return at;
  }

  private static @Nullable Object at(Object value, String pointer) {
    Object at = value;
    for (var name : names(pointer))
      at =
          switch (at) {
            case JsonObject object -> object.getValue(name);
            case JsonArray array -> array.getValue(Integer.parseInt(name));
            case null, default -> null;
          };
    return at;
  }

  private static List<String> names(String pointer) {
    if (pointer.isEmpty()) return List.of();
    return List.of(pointer.substring(1).split("/", -1)).stream()
        .map(name -> name.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static String parent(String pointer) {
    return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
  }

  private static String name(String pointer) {
    var names = names(pointer);
    return names.isEmpty() ? "" : names.getLast();
  }

  private static JsonObject json(JsonSchema schema) {
    if (schema instanceof JsonObject object) return object;
    var members = new LinkedHashMap<String, Object>();
    for (var name : schema.fieldNames()) members.put(name, schema.get(name));
    return new JsonObject(Map.copyOf(members));
  }
}
