package dev.kagimori.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The templates of all kinds in all languages. */
final class Templates {
  private static final String BETWEEN = "\n" + "-".repeat(60) + "\n\n";

  private record Name(Kind kind, Language language) {}

  private final Map<Name, Template> templates;

  private Templates(Map<Name, Template> templates) {
    this.templates = Map.copyOf(templates);
  }

  /**
   * Those of this program.
   *
   * @throws IllegalStateException naming each that is missing or has other places than its kind
   */
  static Templates load() {
    return load(Templates::resource);
  }

  static Templates load(Function<String, @Nullable String> files) {
    var templates = new HashMap<Name, Template>();
    var problems = new ArrayList<String>();
    for (var kind : Kind.values())
      for (var language : Language.values()) {
        var name = kind.template(language);
        var file = files.apply(name);
        if (file == null) {
          problems.add(name + ": there is none");
          continue;
        }
        var template = Template.parse(file);
        problems.addAll(
            template.problems(kind).stream().map(problem -> name + ": " + problem).toList());
        templates.put(new Name(kind, language), template);
      }
    if (!problems.isEmpty())
      throw new IllegalStateException("templates of mails: " + String.join("; ", problems));
    return new Templates(templates);
  }

  /**
   * Subject and body in all languages of the letterhead, in its order; the first has the subject.
   */
  Template filled(Kind kind, Content content) {
    var parts =
        content.letterhead().parts().stream()
            .map(part -> of(kind, part.language()).filled(part, content.values()))
            .toList();
    return new Template(
        parts.getFirst().subject(),
        parts.stream().map(Template::body).collect(Collectors.joining(BETWEEN)));
  }

  private Template of(Kind kind, Language language) {
    return Objects.requireNonNull(templates.get(new Name(kind, language)));
  }

  static @Nullable String resource(String name) {
    try (var file = Templates.class.getClassLoader().getResourceAsStream(name)) {
      return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
