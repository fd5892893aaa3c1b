package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A contract from the class path: its text for readers, its model for the router. */
final class OpenApi {
  /** Of instances that are starting. */
  private static final Map<Vertx, Map<Door, Future<OpenApi>>> BEGUN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  private final String text;
  private final OpenAPIContract contract;
  private final Map<Operation, Pattern> paths;
  private final Map<String, Set<String>> uploads;

  private OpenApi(String text, OpenAPIContract contract, Map<String, Set<String>> uploads) {
    this.text = text;
    this.contract = contract;
    this.uploads = uploads;
    paths = contract.operations().stream().collect(Collectors.toMap(o -> o, OpenApi::pathPattern));
  }

  /** Begins to read the doors' contracts; {@link #load} waits for the end of it. */
  static Runnable begin(Vertx vertx) {
    var readings = readings(vertx);
    BEGUN.put(vertx, readings);
    return () -> Future.join(List.copyOf(readings.values())).otherwiseEmpty().await(); // load tells
  }

  /**
   * The contract of each door; awaits.
   *
   * @throws IllegalStateException when two of them have an operation of one name, since
   *     measurements and log lines tell operations apart by nothing else, or one has another's path
   */
  static Map<Door, OpenApi> load(Vertx vertx) {
    var begun = BEGUN.remove(vertx);
    var contracts = new EnumMap<Door, OpenApi>(Door.class);
    (begun == null ? readings(vertx) : begun)
        .forEach((door, reading) -> contracts.put(door, reading.await()));
    requireApart(contracts);
    return contracts;
  }

  private static void requireApart(Map<Door, OpenApi> contracts) {
    var names = new HashSet<String>();
    contracts.forEach((door, contract) -> {
      for (var operation : contract.contract.operations()) {
        var name = operation.getOperationId();
        if (!names.add(name))
          throw new IllegalStateException("two contracts have the operation " + name);
        if (!Door.of(operation.getAbsoluteOpenAPIPath()).equals(Optional.of(door)))
          throw new IllegalStateException(
              name + " of " + door.document() + " is behind another door");
      }
    });
  }

  private static Map<Door, Future<OpenApi>> readings(Vertx vertx) {
    var readings = new EnumMap<Door, Future<OpenApi>>(Door.class);
    var first = reading(vertx, Door.FRONT_END.document());
    readings.put(Door.FRONT_END, first);
    // not before: what the library reads of its own it copies to a file that others see half
    // written
    for (var door : Door.values())
      if (door != Door.FRONT_END)
        readings.put(door, first.transform(_ -> reading(vertx, door.document())));
    return readings;
  }

  private static Future<OpenApi> reading(Vertx vertx, String resource) {
    return vertx
        .executeBlocking(() -> read(resource))
        .compose(text ->
            vertx
                .executeBlocking(() -> model(text))
                .compose(model -> {
                  var uploads = withoutStreams(model);
                  return OpenAPIContract.from(vertx, model)
                      .map(contract -> new OpenApi(text, contract, uploads));
                }));
  }

  /**
   * Takes all media types but JSON out of a model, whose library refuses contracts with some of
   * them.
   *
   * @return those of bodies, by operation
   */
  private static Map<String, Set<String>> withoutStreams(JsonObject model) {
    var uploads = new HashMap<String, Set<String>>();
    for (var path : objects(model.getJsonObject("paths", new JsonObject())))
      for (var operation : objects(path)) {
        var body = operation.getJsonObject("requestBody", new JsonObject());
        var types = strip(body);
        if (!types.isEmpty()) {
          uploads.put(operation.getString("operationId"), types);
          operation.remove("requestBody");
        }
        objects(operation.getJsonObject("responses", new JsonObject())).forEach(OpenApi::strip);
      }
    return Map.copyOf(uploads);
  }

  private static Set<String> strip(JsonObject holder) {
    var content = holder.getJsonObject("content", new JsonObject());
    var others = new HashSet<>(content.fieldNames());
    others.remove("application/json");
    others.forEach(content::remove);
    if (content.isEmpty()) holder.remove("content");
    return Set.copyOf(others);
  }

  private static List<JsonObject> objects(JsonObject parent) {
    return parent.fieldNames().stream()
        .map(parent::getValue)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonObject model(String text) {
    // the router's library refuses contracts with media types that it does not know, though it
    // looks at responses not at all
    Map<String, Object> model =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(text.replace(ProblemJson.MEDIA_TYPE, "application/json"));
    return new JsonObject(model);
  }

  String text() {
    return text;
  }

  OpenAPIContract contract() {
    return contract;
  }

  /** The media types of a body that is a stream; empty: it is JSON, or there is none. */
  Set<String> uploads(String operationId) {
    return uploads.getOrDefault(operationId, Set.of());
  }

  /** The methods that an address takes; empty where there is no such address. */
  List<String> methods(String path) {
    return paths.entrySet().stream()
        .filter(e -> e.getValue().matcher(path).matches())
        .map(e -> e.getKey().getHttpMethod())
        .map(HttpMethod::name)
        .sorted()
        .toList();
  }

  private static Pattern pathPattern(Operation operation) {
    return Pattern.compile(
        PARAMETER.matcher(operation.getAbsoluteOpenAPIPath()).replaceAll("[^/]+") + "/?");
  }

  private static String read(String resource) {
    try (var in = OpenApi.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
