package dev.kagimori.systems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.kagimori.systems.Marks.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

class SystemsTableTest {
  private static final Path DOCUMENT = Path.of("docs", "systems.md");
  private static final Map<String, String> TITLES =
      new TreeMap<>(
          Map.of(
              "A", "A: personal internet banking, phone-app token",
              "B", "B: personal internet banking, phone-app or hardware token",
              "C", "C: personal internet banking, codes at login, tokens that expire",
              "D", "D: business banking, master and general users",
              "E", "E: registration by serial number",
              "F", "F: the fob itself"));

  /** A test that names a mark. */
  private record Shown(String type, String name) implements Comparable<Shown> {
    @Override
    public int compareTo(Shown other) {
      int byType = type.compareTo(other.type);
      return byType != 0 ? byType : name.compareTo(other.name);
    }

    String text() {
      var colon = name.indexOf(": ");
      var words = colon < 0 ? name.replace("()", "") : name.substring(colon + 2);
      return type + " – " + words.replace("|", "\\|");
    }
  }

  private static final Map<String, SortedSet<Shown>> TESTS = tests();

  @Test
  void everyMarkIsShownByATest() {
    var missing = Marks.all().keySet().stream().filter(mark -> !TESTS.containsKey(mark)).toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void noTestNamesAMarkThatIsNone() {
    var unknown =
        TESTS.keySet().stream()
            .filter(mark -> !mark.startsWith("F") && !Marks.all().containsKey(mark))
            .toList();
    assertEquals(List.of(), unknown);
  }

  @Test
  void theTableInTheDocumentsNamesTheseTests() throws IOException {
    if (System.getProperty("docs.write") != null) Files.writeString(DOCUMENT, document(outcomes()));
    var written = withoutOutcomes(Files.readString(DOCUMENT));
    assertEquals(withoutOutcomes(document(Map.of())), written, "write it anew with -Ddocs.write");
  }

  /** The last column is of one run, and differs where a test was not in it. */
  private static String withoutOutcomes(String document) {
    return document
        .lines()
        .map(line -> line.startsWith("| ") ? line.substring(0, line.lastIndexOf(" | ")) : line)
        .collect(Collectors.joining("\n"));
  }

  private static String document(Map<Shown, String> outcomes) {
    var text =
        new StringBuilder(
            """
            # The five reference systems, mark by mark

            Each system is a file of terms in `main/resources/institutions`. This table is made by the tests: which of
            them show a mark, and what came of them in the run that it was last written after
            (`mvn verify`, then `mvn -pl src -am test -Dtest=SystemsTableTest -Ddocs.write`).
            """);
    TITLES.forEach((system, title) -> {
      text.append("\n## ")
          .append(title)
          .append("\n| mark | what | shown by | result |\n|---|---|---|---|\n");
      for (var mark : Marks.all().values())
        if (mark.name().startsWith(system)) row(text, mark, outcomes);
    });
    return text.toString();
  }

  private static void row(StringBuilder text, Mark mark, Map<Shown, String> outcomes) {
    var tests = TESTS.getOrDefault(mark.name(), new TreeSet<>());
    var by = tests.stream().map(Shown::text).collect(Collectors.joining("<br>"));
    var results = tests.stream().map(test -> outcomes.getOrDefault(test, "not run")).toList();
    text.append("| %s | %s | %s | %s |\n".formatted(mark.name(), mark.what(), by, result(results)));
  }

  private static String result(List<String> results) {
    if (results.contains("failed")) return "failed";
    return results.contains("not run") ? "not run" : "passed";
  }

  private static Map<Shown, String> outcomes() throws IOException {
    var outcomes = new HashMap<Shown, String>();
    if (Files.exists(Outcomes.FILE))
      for (var line : Files.readAllLines(Outcomes.FILE)) {
        var fields = line.split("\t", 3);
        outcomes.put(new Shown(fields[0], fields[1]), fields[2]);
      }
    return outcomes;
  }

  /** The tests of each mark, by their names alone; none is run. */
  private static Map<String, SortedSet<Shown>> tests() {
    var plan =
        LauncherFactory.create(
                LauncherConfig.builder()
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .enableTestExecutionListenerAutoRegistration(false)
                    .build())
            .discover(
                request()
                    .selectors(selectPackage("dev.kagimori"))
                    .filters(includeClassNamePatterns(".*(Test|IT)(\\$.*)?"))
                    .build());
    var tests = new TreeMap<String, SortedSet<Shown>>();
    for (var root : plan.getRoots())
      for (var test : plan.getDescendants(root))
        for (var mark : Marks.of(test.getDisplayName()))
          shown(test).forEach(s -> tests.computeIfAbsent(mark, _ -> new TreeSet<>()).add(s));
    return tests;
  }

  private static List<Shown> shown(TestIdentifier test) {
    var shown = new ArrayList<Shown>();
    if (test.getSource().orElse(null) instanceof MethodSource method) {
      var type = method.getClassName();
      shown.add(new Shown(type.substring(type.lastIndexOf('.') + 1), test.getDisplayName()));
    }
    return shown;
  }
}
