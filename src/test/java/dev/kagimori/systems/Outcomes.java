package dev.kagimori.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down what came of each test that names a mark, for {@link SystemsTable}; a test process
 * adds to what the ones before it left.
 */
public final class Outcomes implements TestExecutionListener {
  static final Path FILE = Path.of("target", "marks.tsv");

  private final Map<String, String> outcomes = new ConcurrentHashMap<>();

  private @Nullable TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  /** A case of a test with cases is told of the test, which itself never fails. */
  @Override
  public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
    var outcome = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL ? "passed" : "failed";
    var all = Objects.requireNonNull(plan);
    for (var test = Optional.of(finished); test.isPresent(); test = all.getParent(test.get())) {
      var name = test.get().getDisplayName();
      if (!Marks.of(name).isEmpty()) outcomes.merge(key(test.get()), outcome, Outcomes::worse);
    }
  }

  private static String worse(String one, String other) {
    return one.equals("failed") ? one : other;
  }

  private static String key(TestIdentifier test) {
    var type =
        switch (test.getSource().orElseThrow()) {
          case MethodSource method -> method.getClassName();
          case ClassSource source -> source.getClassName();
          default -> "";
        };
    return type.substring(type.lastIndexOf('.') + 1) + "\t" + test.getDisplayName();
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (outcomes.isEmpty()) return;
    try {
      var all = new TreeMap<String, String>();
      if (Files.exists(FILE))
        for (var line : Files.readAllLines(FILE)) {
          int at = line.lastIndexOf('\t');
          all.put(line.substring(0, at), line.substring(at + 1));
        }
      all.putAll(outcomes);
      List<String> lines =
          all.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()).toList();
      Files.createDirectories(FILE.toAbsolutePath().getParent());
      Files.write(FILE, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
