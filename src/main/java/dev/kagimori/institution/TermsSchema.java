package dev.kagimori.institution;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The JSON Schema of terms, which editors know and {@code kagimori terms check} asks first. */
public final class TermsSchema {
  private static final String NAME = "/institutions/terms.schema.json";

  private TermsSchema() {}

  public static String text() {
    try (InputStream in = TermsSchema.class.getResourceAsStream(NAME)) {
      if (in == null) throw new IllegalStateException(NAME + " is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where terms do not fit, each place with the reason; empty: they fit. */
  public static List<String> misfits(JsonObject terms) {
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://kagimori.dev/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    var result = Validator.create(JsonSchema.of(new JsonObject(text())), options).validate(terms);
    if (Boolean.TRUE.equals(result.getValid())) return List.of();
    var errors = Objects.requireNonNullElse(result.getErrors(), List.<OutputUnit>of());
    return errors.isEmpty()
        ? List.of("does not fit")
        : errors.stream().map(e -> e.getInstanceLocation() + ": " + e.getError()).toList();
  }
}
