package dev.kagimori.testkit;

import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** An empty database with the schema, made once in a run of tests: a copy is there sooner. */
final class DatabaseTemplate {
  private static @Nullable Path made;

  private DatabaseTemplate() {}

  /** Copies it to where there is nothing yet. */
  static void copyTo(Path directory) throws IOException {
    var parent = directory.getParent();
    if (parent != null) Files.createDirectories(parent);
    copy(made(), directory);
  }

  private static synchronized Path made() throws IOException {
    var known = made;
    if (known != null && Files.exists(known)) return known;
    var parent = Files.createTempDirectory("kagimori-template-");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> Trees.remove(parent), "kagimori-template-end"));
    var template = parent.resolve("database");
    try (var database = EmbeddedDatabase.start(template)) {
      Migrations.migrate(database.owner());
    }
    made = template;
    return template;
  }

  /** With its permissions: passwords are among it. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            return take(directory);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return take(file);
          }

          private FileVisitResult take(Path path) throws IOException {
            var there = to.resolve(from.relativize(path));
            Files.copy(path, there, StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
