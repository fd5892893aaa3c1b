package dev.kagimori.http;

import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a request against its operation in the contract, all of it, so that all errors are told.
 */
final class OperationCheck {
  private final List<ParameterCheck> parameters;
  private final Optional<SchemaCheck> body;
  private final Optional<QuickCheck> quickBody;

  /** The contract says nothing of other parameters, so they are told as unknown. */
  OperationCheck(Operation operation, SchemaRepository repository) {
    parameters =
        operation.getParameters().stream().map(p -> new ParameterCheck(p, repository)).toList();
    body =
        Optional.ofNullable(operation.getRequestBody())
            .map(b -> b.getContent().get("application/json"))
            .map(type -> new SchemaCheck(repository, type.getSchema(), In.BODY, ""));
    quickBody = body.flatMap(check -> QuickCheck.of(check.schema()));
  }

  boolean hasBody() {
    return body.isPresent();
  }

  /** What fits: path and query parameters with defaults filled in, and headers, by name. */
  record Fitting(
      Map<String, String> path, Map<String, String> query, Map<String, String> headers) {}

  /** Either errors, or what fits. */
  record Result(List<FieldError> errors, Fitting fitting) {}

  Result check(
      Map<String, String> path, MultiMap query, MultiMap headers, @Nullable JsonObject body) {
    var errors = new ArrayList<FieldError>();
    var fitting = new Fitting(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (var parameter : parameters) {
      switch (parameter.in()) {
        case PATH -> {
          var value = path.get(parameter.name());
          parameter.take(value == null ? List.of() : List.of(value), fitting.path, errors);
        }
        case QUERY -> parameter.take(query.getAll(parameter.name()), fitting.query, errors);
        case HEADER -> parameter.take(headers.getAll(parameter.name()), fitting.headers, errors);
        case BODY -> throw new IllegalStateException("a body is no parameter");
      }
    }
    for (var name : query.names())
      if (parameters.stream().noneMatch(p -> p.in() == In.QUERY && p.name().equals(name)))
        errors.add(new FieldError(In.QUERY, '/' + shortened(name), Reason.UNKNOWN, ""));
    if (body != null && !quickBody.map(quick -> quick.accepts(body)).orElse(false))
      this.body.ifPresent(check -> errors.addAll(check.errors(body)));
    return new Result(errors, fitting);
  }

  private static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64);
  }
}
