package dev.kagimori.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The doors' contracts as a judge of answers: whatever a test receives is shown to them. */
public final class Contract {
  private static final Map<Door, OpenApi> CONTRACTS = load();

  private Contract() {}

  /**
   * Fails when an answer is not as the contract says.
   *
   * @param operationId of the contract
   * @param body the JSON text of the answer
   */
  public static void check(String operationId, int status, String body) {
    var errors = errors(operationId, status, new JsonObject(body));
    if (errors.isPresent())
      throw new AssertionError(
          operationId + " answers " + status + " against the contract: " + errors.get() + body);
  }

  private static Optional<JsonObject> errors(String operationId, int status, JsonObject body) {
    var contract = contractOf(operationId);
    var response = contract.operation(operationId).getResponse(status);
    if (response == null) {
      if (status < 400) throw new AssertionError(operationId + " never answers " + status);
      response = contract.operation(operationId).getDefaultResponse();
    }
    var type = response.getContent().get("application/json");
    if (type == null) throw new AssertionError(operationId + " has no JSON for " + status);
    var result = contract.getSchemaRepository().validator(type.getSchema()).validate(body);
    return result.getValid() ? Optional.empty() : Optional.of(result.toJson());
  }

  private static OpenAPIContract contractOf(String operationId) {
    return CONTRACTS.values().stream()
        .map(OpenApi::contract)
        .filter(contract -> contract.operation(operationId) != null)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no contract has " + operationId));
  }

  /** Fails when no contract has such a problem, or it is not of this code. */
  public static void checkProblem(ProblemCode code, int status, String body) {
    for (var door : Door.values())
      if (status >= 400
          && errors(operations(door).getFirst(), status, new JsonObject(body)).isEmpty()) {
        checkProblem(door, code, status, body);
        return;
      }
    throw new AssertionError("no contract has " + code + ' ' + status + ' ' + body);
  }

  /** Fails when this is no problem of the door's contract, or not of this code. */
  public static void checkProblem(Door door, ProblemCode code, int status, String body) {
    check(operations(door).getFirst(), status, body);
    var problem = new JsonObject(body);
    if (!code.name().equals(problem.getString("code"))
        || code.status() != status
        || status != problem.getInteger("status"))
      throw new AssertionError("not " + code + " but " + status + ' ' + body);
  }

  /** All operations of a door, for tests that walk over them. */
  public static List<String> operations(Door door) {
    return all(door).map(Operation::getOperationId).sorted().toList();
  }

  /** The media types of an operation's body that is a stream; empty: there is no such body. */
  public static Set<String> uploads(String operationId) {
    return CONTRACTS.values().stream()
        .map(contract -> contract.uploads(operationId))
        .filter(types -> !types.isEmpty())
        .findFirst()
        .orElse(Set.of());
  }

  private static Stream<Operation> all(Door door) {
    return Objects.requireNonNull(CONTRACTS.get(door)).contract().operations().stream();
  }

  private static List<Operation> all() {
    return Arrays.stream(Door.values()).flatMap(Contract::all).toList();
  }

  /** The full checks of bodies, by operation. */
  static Map<String, SchemaCheck> bodies() {
    var bodies = new TreeMap<String, SchemaCheck>();
    for (var operation : all()) {
      var body = operation.getRequestBody();
      var type = body == null ? null : body.getContent().get("application/json");
      if (type != null)
        bodies.put(
            operation.getOperationId(), check(operation, type.getSchema(), FieldError.In.BODY));
    }
    return bodies;
  }

  /** The full checks of parameters, by operation and name. */
  static Map<String, SchemaCheck> parameters() {
    var parameters = new TreeMap<String, SchemaCheck>();
    for (var operation : all())
      for (var parameter : operation.getParameters())
        parameters.put(
            operation.getOperationId() + ' ' + parameter.getName(),
            check(operation, parameter.getSchema(), FieldError.In.PATH));
    return parameters;
  }

  private static SchemaCheck check(Operation operation, JsonSchema schema, FieldError.In in) {
    var contract = contractOf(operation.getOperationId());
    return new SchemaCheck(contract.getSchemaRepository(), schema, in, "");
  }

  private static Map<Door, OpenApi> load() {
    var vertx = Vertx.vertx();
    try {
      return OpenApi.load(vertx);
    } finally {
      vertx.close().await();
    }
  }
}
