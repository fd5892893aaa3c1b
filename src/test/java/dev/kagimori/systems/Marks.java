package dev.kagimori.systems;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The marks of the reference systems, and those that a test's name begins with. */
final class Marks {
  private static final Pattern NAMED = Pattern.compile("^([A-F]\\d+(?:, [A-F]\\d+)*): ");

  /** A mark; what only a front end or an app can show is no test of the service. */
  record Mark(String name, String side, String what) {
    boolean isOfService() {
      return side.equals("service");
    }
  }

  private Marks() {}

  /** By name, in their order. */
  static Map<String, Mark> all() {
    var all = new LinkedHashMap<String, Mark>();
    for (var line : text().lines().toList()) {
      var fields = line.split("\t", 3);
      all.put(fields[0], new Mark(fields[0], fields[1], fields[2]));
    }
    return all;
  }

  /** {@code "A4, A8: two mails …"} has A4 and A8. */
  static List<String> of(String testName) {
    var named = NAMED.matcher(testName);
    return named.find()
        ? new ArrayList<>(Arrays.asList(named.group(1).split(", ", -1)))
        : List.of();
  }

  private static String text() {
    try (InputStream in = Marks.class.getResourceAsStream("/systems/marks.tsv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
