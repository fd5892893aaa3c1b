package dev.kagimori.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The text of the contract, which the client was written from. */
final class Document {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final JsonObject root;

  private Document(JsonObject root) {
    this.root = root;
  }

  static Document frontend() {
    try (var in = Document.class.getResourceAsStream("/openapi/frontend.yaml")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Object> model = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return new Document(new JsonObject(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An operation with its references followed. */
  record Described(
      String id,
      String method,
      String path,
      List<JsonObject> parameters,
      Optional<JsonObject> request,
      List<JsonObject> answers) {
    List<String> parameters(String in) {
      return parameters.stream()
          .filter(p -> p.getString("in").equals(in))
          .map(p -> p.getString("name"))
          .toList();
    }
  }

  List<Described> operations() {
    var operations = new ArrayList<Described>();
    root.getJsonObject("paths")
        .forEach(path -> {
          var item = (JsonObject) path.getValue();
          item.forEach(e -> {
            if (METHODS.contains(e.getKey()))
              operations.add(described(e.getKey(), path.getKey(), item, (JsonObject) e.getValue()));
          });
        });
    return operations;
  }

  private Described described(String method, String path, JsonObject item, JsonObject operation) {
    var parameters = new ArrayList<JsonObject>();
    for (var of : List.of(item, operation))
      of.getJsonArray("parameters", new JsonArray())
          .forEach(p -> parameters.add(followed((JsonObject) p)));
    var request = Optional.ofNullable(operation.getJsonObject("requestBody"));
    var answers = new ArrayList<JsonObject>();
    operation
        .getJsonObject("responses")
        .forEach(response -> {
          if (response.getKey().startsWith("2"))
            answers.add(schema(followed((JsonObject) response.getValue())));
        });
    return new Described(
        operation.getString("operationId"),
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        parameters,
        request.map(this::followed).map(this::schema),
        answers);
  }

  private JsonObject schema(JsonObject carrying) {
    var content = carrying.getJsonObject("content").getJsonObject("application/json");
    return followed(content.getJsonObject("schema"));
  }

  JsonObject problem() {
    return root.getJsonObject("components").getJsonObject("schemas").getJsonObject("Problem");
  }

  /** What a reference leads to. */
  JsonObject followed(JsonObject schema) {
    var reference = schema.getString("$ref");
    if (reference == null) return schema;
    var found = root;
    for (var step : reference.substring(2).split("/", -1)) found = found.getJsonObject(step);
    return followed(found);
  }

  /** The names of an enumeration; a null among them says that the value may be null. */
  static Set<String> names(JsonObject schema) {
    var names = new TreeSet<String>();
    for (var name : schema.getJsonArray("enum")) if (name != null) names.add((String) name);
    return names;
  }

  static boolean isNullable(JsonObject schema) {
    return schema.getValue("type") instanceof JsonArray types && types.contains("null");
  }
}
