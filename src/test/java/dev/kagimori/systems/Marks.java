package dev.kagimori.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The marks of the reference systems, and those that a test's name begins with. */
final class Marks {
  private static final Pattern NAMED = Pattern.compile("^([A-F]\\d+(?:, [A-F]\\d+)*): ");

  private static final Pattern METHOD = Pattern.compile("^[a-f]\\d+((And)?[A-F]\\d+)*(?=[A-Z])");
  private static final Pattern MARK = Pattern.compile("[a-fA-F]\\d+");

  /** A mark, and what it stands for. */
  record Mark(String name, String what) {}

  private Marks() {}

  /** By name, in their order. */
  static Map<String, Mark> all() {
    var all = new LinkedHashMap<String, Mark>();
    for (var line : text().lines().toList()) {
      var fields = line.split("\t", 2);
      all.put(fields[0], new Mark(fields[0], fields[1]));
    }
    return all;
  }

  /** {@code "A4, A8: two mails …"} has A4 and A8, and so has {@code a4AndA8TwoMails()}. */
  static List<String> of(String testName) {
    var named = NAMED.matcher(testName);
    if (named.find()) return List.of(named.group(1).split(", ", -1));
    var method = METHOD.matcher(testName);
    if (!method.find()) return List.of();
    return MARK.matcher(method.group())
        .results()
        .map(mark -> mark.group().toUpperCase(Locale.ROOT))
        .toList();
  }

  private static String text() {
    try (InputStream in = Marks.class.getResourceAsStream("/systems/marks.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
