package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.openapi.contract.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Each operation's route. Contract and code that disagree are found at the start. */
final class ApiTable implements Api {
  /** How an operation is served. */
  sealed interface Route {
    record Awaiting(Function<Call, Answer> function) implements Route {}

    record OnLoop(Function<Call, Future<Answer>> function) implements Route {}

    record Uploading(Function<Upload, Answer> function) implements Route {}

    record Downloading(Function<Call, Download> function) implements Route {}
  }

  private final Map<String, Route> routes = new HashMap<>();

  /** Those of one door. */
  static ApiTable of(Door door, OpenApi contract, List<Routes> domains) {
    var table = new ApiTable();
    for (var domain : domains) if (domain.door() == door) domain.mount(table);
    var operations =
        contract.contract().operations().stream()
            .map(Operation::getOperationId)
            .collect(Collectors.toSet());
    var missing = operations.stream().filter(id -> !table.routes.containsKey(id)).sorted().toList();
    var unknown = table.routes.keySet().stream().filter(id -> !operations.contains(id)).toList();
    if (!missing.isEmpty() || !unknown.isEmpty())
      throw new IllegalStateException(
          door.document()
              + " and routes differ: no route for "
              + missing
              + ", no operation for "
              + unknown);
    for (var operation : operations)
      if (contract.uploads(operation).isEmpty()
          == table.route(operation) instanceof Route.Uploading)
        throw new IllegalStateException(
            door.document() + " and routes differ: what is the body of " + operation + '?');
    return table;
  }

  @Override
  public Api on(String operationId, Function<Call, Answer> route) {
    return put(operationId, new Route.Awaiting(route));
  }

  @Override
  public Api onLoop(String operationId, Function<Call, Future<Answer>> route) {
    return put(operationId, new Route.OnLoop(route));
  }

  @Override
  public Api onUpload(String operationId, Function<Upload, Answer> route) {
    return put(operationId, new Route.Uploading(route));
  }

  @Override
  public Api onDownload(String operationId, Function<Call, Download> route) {
    return put(operationId, new Route.Downloading(route));
  }

  private Api put(String operationId, Route route) {
    if (routes.putIfAbsent(operationId, route) != null)
      throw new IllegalStateException("two routes for " + operationId);
    return this;
  }

  Route route(String operationId) {
    var route = routes.get(operationId);
    if (route == null) throw new IllegalStateException("no route for " + operationId);
    return route;
  }
}
