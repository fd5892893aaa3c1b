package dev.kagimori.institution;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Terms in files that people write: YAML, of which JSON is a part. */
public final class TermsFile {
  /** The institutions that ship with the product, one for each reference system, A to E. */
  public static final List<String> SHIPPED =
      List.of("aoba", "kitahama", "hanamizuki", "taiga", "minato");

  private static final int BYTES_MAX = 1_000_000;

  private TermsFile() {}

  /** The terms of an institution among {@link #SHIPPED}. */
  public static JsonObject shipped(String institution) {
    var name = "/institutions/" + institution + ".yaml";
    try (InputStream in = TermsFile.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalArgumentException(name + " is not on the class path");
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws TermsRefused when it is no YAML or JSON object
   */
  public static JsonObject read(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX)
      throw new TermsRefused("terms", "1 MB を超えています。", "the file is larger than 1 MB");
    try {
      return parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new TermsRefused("terms", "UTF-8 で保存してください。", "save the file as UTF-8");
    }
  }

  /**
   * Reads a file whose terms will do: they fit the schema, are in range, and contradict themselves
   * nowhere.
   *
   * @throws TermsRefused where they will not
   */
  public static JsonObject checked(Path file) throws IOException {
    var terms = read(file);
    TermsJson.read(terms);
    var misfits = TermsSchema.misfits(terms);
    if (misfits.isEmpty()) return terms;
    var all = String.join("; ", misfits);
    throw new TermsRefused("terms", "スキーマに合いません: " + all, "it does not fit the schema: " + all);
  }

  private static JsonObject parse(String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      var style = new DumperOptions();
      Object read =
          new Yaml(
                  new SafeConstructor(options),
                  new Representer(style),
                  style,
                  options,
                  new PlainResolver())
              .load(text);
      if (read instanceof Map<?, ?> map) return object(map);
    } catch (YAMLException e) {
      throw new TermsRefused(
          "terms", "YAML として読めません: " + e.getMessage(), "it is no YAML: " + e.getMessage());
    }
    throw new TermsRefused("terms", "オブジェクトではありません。", "it is no object");
  }

  private static JsonObject object(Map<?, ?> map) {
    var json = new JsonObject();
    map.forEach((key, value) -> json.put(String.valueOf(key), value(value)));
    return json;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> object(map);
      case List<?> list -> {
        var array = new JsonArray();
        list.forEach(item -> array.add(value(item)));
        yield array;
      }
      case Boolean flag -> flag;
      case Number number -> number;
      default -> String.valueOf(value);
    };
  }

  /** As YAML 1.2 does it: a day or an hour is a text, as it is in JSON. */
  private static final class PlainResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("-?(0|[1-9][0-9]*)"), "-0123456789");
      addImplicitResolver(
          Tag.FLOAT,
          Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?"),
          "-0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("null|~|"), "n~\0");
      addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
    }
  }
}
