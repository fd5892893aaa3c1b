package dev.kagimori.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The front ends' contract as a judge of answers: whatever a test receives is shown to it. */
public final class Contract {
  private static final OpenApi CONTRACT = load();

  private Contract() {}

  /**
   * Fails when an answer is not as the contract says.
   *
   * @param operationId of the contract
   * @param body the JSON text of the answer
   */
  public static void check(String operationId, int status, String body) {
    var operation = CONTRACT.contract().operation(operationId);
    if (operation == null) throw new AssertionError("the contract has no " + operationId);
    var response = operation.getResponse(status);
    if (response == null) {
      if (status < 400) throw new AssertionError(operationId + " never answers " + status);
      response = operation.getDefaultResponse();
    }
    var type = response.getContent().get("application/json");
    if (type == null) throw new AssertionError(operationId + " has no JSON for " + status);
    var schema = type.getSchema();
    var result =
        CONTRACT.contract().getSchemaRepository().validator(schema).validate(new JsonObject(body));
    if (!result.getValid())
      throw new AssertionError(
          operationId + " answers " + status + " against the contract: " + result.toJson() + body);
  }

  /** Fails when this is no problem of the contract, or not of this code. */
  public static void checkProblem(ProblemCode code, int status, String body) {
    check("getUser", status, body);
    var problem = new JsonObject(body);
    if (!code.name().equals(problem.getString("code"))
        || code.status() != status
        || status != problem.getInteger("status"))
      throw new AssertionError("not " + code + " but " + status + ' ' + body);
  }

  /** All operations, for tests that walk over them. */
  public static List<String> operations() {
    return CONTRACT.contract().operations().stream()
        .map(Operation::getOperationId)
        .sorted()
        .toList();
  }

  /** The full checks of bodies, by operation. */
  static Map<String, SchemaCheck> bodies() {
    var bodies = new TreeMap<String, SchemaCheck>();
    for (var operation : CONTRACT.contract().operations()) {
      var body = operation.getRequestBody();
      var type = body == null ? null : body.getContent().get("application/json");
      if (type != null)
        bodies.put(operation.getOperationId(), check(type.getSchema(), FieldError.In.BODY));
    }
    return bodies;
  }

  /** The full checks of parameters, by operation and name. */
  static Map<String, SchemaCheck> parameters() {
    var parameters = new TreeMap<String, SchemaCheck>();
    for (var operation : CONTRACT.contract().operations())
      for (var parameter : operation.getParameters())
        parameters.put(
            operation.getOperationId() + ' ' + parameter.getName(),
            check(parameter.getSchema(), FieldError.In.PATH));
    return parameters;
  }

  private static SchemaCheck check(JsonSchema schema, FieldError.In in) {
    return new SchemaCheck(CONTRACT.contract().getSchemaRepository(), schema, in, "");
  }

  private static OpenApi load() {
    var vertx = Vertx.vertx();
    try {
      return OpenApi.load(vertx, OpenApi.FRONTEND);
    } finally {
      vertx.close().await();
    }
  }
}
