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
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A contract from the class path: its text for readers, its model for the router. */
final class OpenApi {
  static final String FRONTEND = "/openapi/frontend.yaml";

  /** Of instances that are starting. */
  private static final Map<Vertx, Future<OpenApi>> BEGUN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  private final String text;
  private final OpenAPIContract contract;
  private final Map<Operation, Pattern> paths;

  private OpenApi(String text, OpenAPIContract contract) {
    this.text = text;
    this.contract = contract;
    paths = contract.operations().stream().collect(Collectors.toMap(o -> o, OpenApi::pathPattern));
  }

  /** Begins to read the front ends' contract; {@link #load} waits for the end of it. */
  static Runnable begin(Vertx vertx) {
    var reading = reading(vertx, FRONTEND);
    BEGUN.put(vertx, reading);
    return () -> reading.otherwiseEmpty().await(); // what it fails with, load tells
  }

  /** Awaits. */
  static OpenApi load(Vertx vertx, String resource) {
    var begun = resource.equals(FRONTEND) ? BEGUN.remove(vertx) : null;
    return (begun == null ? reading(vertx, resource) : begun).await();
  }

  private static Future<OpenApi> reading(Vertx vertx, String resource) {
    return vertx
        .executeBlocking(() -> read(resource))
        .compose(text ->
            vertx
                .executeBlocking(() -> model(text))
                .compose(model -> OpenAPIContract.from(vertx, model))
                .map(contract -> new OpenApi(text, contract)));
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
