package dev.kagimori.http;

import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One parameter of an operation. */
final class ParameterCheck {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private final In in;
  private final String name;
  private final boolean required;
  private final boolean whole;
  private final Optional<String> absent;
  private final SchemaCheck schema;
  private final Optional<QuickText> quick;

  ParameterCheck(Parameter parameter, SchemaRepository repository) {
    in = in(parameter);
    name = parameter.getName();
    required = parameter.isRequired();
    whole = parameter.getSchemaType() == SchemaType.INTEGER;
    absent = Optional.ofNullable(parameter.getSchema().get("default")).map(Object::toString);
    schema = new SchemaCheck(repository, parameter.getSchema(), in, '/' + name);
    quick = QuickText.of(schema.schema());
  }

  In in() {
    return in;
  }

  String name() {
    return name;
  }

  /** Puts what fits into the map, or adds an error. */
  void take(List<String> given, Map<String, String> fitting, List<FieldError> errors) {
    if (given.isEmpty()) {
      if (required) errors.add(error(Reason.REQUIRED));
      absent.ifPresent(value -> fitting.put(name, value));
      return;
    }
    if (given.size() > 1) {
      errors.add(error(Reason.TWICE));
      return;
    }
    var value = given.getFirst();
    if (quick.isPresent() && quick.get().accepts(value)) {
      fitting.put(name, value);
      return;
    }
    if (whole && !WHOLE.matcher(value).matches()) {
      errors.add(error(Reason.NOT_WHOLE));
      return;
    }
    var wrong = schema.errors(whole ? (Object) Long.valueOf(value) : value);
    if (wrong.isEmpty()) fitting.put(name, value);
    errors.addAll(wrong);
  }

  private FieldError error(Reason reason) {
    return new FieldError(in, '/' + name, reason, "");
  }

  private static In in(Parameter parameter) {
    return switch (parameter.getIn()) {
      case PATH -> In.PATH;
      case QUERY -> In.QUERY;
      case HEADER -> In.HEADER;
      case COOKIE -> throw new IllegalStateException("no operation takes cookies");
    };
  }
}
