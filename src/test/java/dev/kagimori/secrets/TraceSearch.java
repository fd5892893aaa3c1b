package dev.kagimori.secrets;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.LoggerFactory;

/**
 * Logs everything at TRACE while tests run, and when the last of this process is done looks for
 * every secret that they made; one that is found fails the build. So does a log that ends without
 * what was planted last, since nothing would be found in it. A run that is so long that its log
 * outgrows its bound asks for less by {@code kagimori.trace.level}, and is not searched.
 */
public final class TraceSearch implements LauncherSessionListener {
  /** As {@code logback-test.xml} has it; a file more than these is the oldest's end. */
  private static final String LAST = "trace.log.20";

  private static final String PLANTED = "planted-" + UUID.randomUUID();

  static final Path DIRECTORY = Path.of(System.getProperty("kagimori.trace", "target/trace/other"));

  /** What was found; where it was thrown says nothing. */
  private static final class Leak extends Error {
    private static final long serialVersionUID = 1;

    Leak(List<Search.Find> finds) {
      super(
          finds.stream()
              .map(Search.Find::toString)
              .collect(Collectors.joining("\n", "secrets were logged:\n", "")),
          null,
          false,
          false);
    }
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    delete(DIRECTORY);
    JdkLogs.intoOurs();
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    var level = System.getProperty("kagimori.trace.level", "TRACE");
    if (!level.equals("TRACE")) {
      System.out.println("Secrets are not looked for in a log at " + level + ".");
      return;
    }
    plant();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) context.stop();
    long begun = System.nanoTime();
    var needles = Secrets.known();
    needles.add(new Needle("planted", PLANTED.getBytes(StandardCharsets.US_ASCII), false));
    var search = new Search(needles);
    var files = files(DIRECTORY);
    for (var file : files) {
      if (file.endsWith(LAST))
        throw new AssertionError("the log outgrew its bound, so not all of it can be searched");
      read(search, file);
    }
    var leaks =
        search.finds().stream().filter(find -> !find.needle().kind().equals("planted")).toList();
    System.out.printf(
        "Secrets in the log at TRACE: %d files, %.1f MB, %d needles, %.1f s: %d found%n",
        files.size(),
        search.bytesSearched() / 1e6,
        needles.size() - 1,
        (System.nanoTime() - begun) / 1e9,
        leaks.size());
    if (!leaks.isEmpty()) throw new Leak(leaks);
    if (search.finds().size() != 2)
      throw new AssertionError("the log at TRACE lacks what was planted in it");
  }

  /** By both ways that lead into the log. */
  private static void plant() {
    LoggerFactory.getLogger(TraceSearch.class).trace(PLANTED);
    Logger.getLogger(TraceSearch.class.getName()).finest(PLANTED);
  }

  private static void read(Search search, Path file) {
    try {
      search.file(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) return List.of();
    try (var tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) return;
    try (var tree = Files.walk(directory)) {
      for (var file : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
