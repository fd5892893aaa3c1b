package dev.kagimori.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The versions of the migrations that this program has, by the names of their files. */
final class MigrationFiles {
  private static final String CLASS_PATH = "classpath:";
  private static final String FILE_SYSTEM = "filesystem:";

  /** As Flyway reads names: V, the version, two underscores, what it does. */
  private static final Pattern NAME = Pattern.compile("(?:.*/)?V([0-9]+(?:[._][0-9]+)*)__.*\\.sql");

  private MigrationFiles() {}

  /**
   * The versions below a location, as Flyway's history writes them: {@code 1}, {@code 1.1}.
   *
   * @param location {@code classpath:FOLDER}, or {@code filesystem:FOLDER}
   */
  static Set<String> versions(String location) {
    try {
      return location.startsWith(FILE_SYSTEM)
          ? inFolder(Path.of(location.substring(FILE_SYSTEM.length())))
          : onClassPath(location.substring(CLASS_PATH.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has a place that is no URI", e);
    }
  }

  private static Set<String> onClassPath(String folder) throws IOException, URISyntaxException {
    var url = MigrationFiles.class.getResource('/' + folder);
    if (url == null) throw new IllegalStateException(folder + " is not on the class path");
    if (!(url.openConnection() instanceof JarURLConnection jar))
      return inFolder(Path.of(url.toURI()));
    jar.setUseCaches(false); // so that closing it closes nobody else's
    try (var file = jar.getJarFile()) {
      return versions(
          file.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith(folder + '/')));
    }
  }

  private static Set<String> inFolder(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return versions(files.map(Path::toString));
    }
  }

  private static Set<String> versions(Stream<String> names) {
    return names
        .map(NAME::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1).replace('_', '.'))
        .collect(Collectors.toUnmodifiableSet());
  }
}
