package dev.kagimori.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.secrets.Secrets;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program by its launcher, with and without what the JVM learnt before. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {
  private static final Path BUILT = Path.of(System.getProperty("basedir", ""), "target");
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  @TempDir static Path directory;
  @TempDir static Path data;
  private static Path dist;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void install() throws IOException {
    dist = Files.createDirectory(directory.resolve("with a blank")).toRealPath();
    for (var name : List.of("kagimori", "kagimori.jar", "jvm.options"))
      Files.copy(BUILT.resolve(name), dist.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    database = EmbeddedDatabase.start(data);
    Secrets.database(data);
    Migrations.migrate(database.owner());
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(data.resolve("passwords"))) {
      passwords.load(in);
    }
    Files.writeString(directory.resolve("password"), passwords.getProperty("kagimori"));
  }

  @AfterAll
  static void stop() {
    database.close();
    Secrets.masterKey(directory.resolve("master.key"));
  }

  private static ProcessBuilder launcher(String... arguments) {
    var command = new ArrayList<>(List.of("sh", dist.resolve("kagimori").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private static LaunchedService serve(String cache) throws IOException {
    var uri =
        "postgresql://kagimori@127.0.0.1:%d/kagimori?sslmode=disable&passwordfile=%s"
            .formatted(database.port(), directory.resolve("password"));
    var key = directory.resolve("master.key").toString();
    var builder =
        launcher(
            "serve",
            "--database",
            uri,
            "--master-key",
            key,
            "--port",
            "0",
            "--management-port",
            "0",
            "--forwarded-by",
            "10.1.2.3/32,192.0.2.0/24");
    if (!cache.isEmpty()) builder.environment().put("KAGIMORI_CACHE", cache);
    return LaunchedService.start(builder);
  }

  private static List<Path> caches() throws IOException {
    try (var files = Files.list(dist)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  /** Serves whatever the cache is worth, and says nothing of it. */
  private static void servesWithout(Path cache) throws Exception {
    try (var service = serve("")) {
      service.awaitReady();
      assertFalse(service.uses(cache));
      assertTrue(
          service.printed().stream().allMatch(line -> line.startsWith("{")),
          service.printed().toString());
      service.stop();
    }
  }

  @Test
  @Order(1)
  void withoutACacheItServes() throws Exception {
    try (var service = serve("none")) {
      service.awaitReady();
      assertTrue(service.printed().getLast().contains("10.1.2.3\\/32,192.0.2.0\\/24"));
      service.stop();
    }
    assertEquals(List.of(), caches());
  }

  @Test
  @Order(2)
  void onceTrainedItServesWithTheCache() throws Exception {
    var training = launcher("train").redirectErrorStream(true).start();
    var said = new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, training.waitFor(), said);
    assertEquals(1, caches().size(), said);
    assertFalse(Files.exists(dist.resolve("training")));
    try (var service = serve("")) {
      service.awaitReady();
      assertTrue(service.uses(caches().getFirst()));
      service.stop();
    }
  }

  @Test
  @Order(3)
  void aDamagedCacheDoesNoHarm() throws Exception {
    var cache = caches().getFirst();
    try (var file = new RandomAccessFile(cache.toFile(), "rw")) {
      file.seek(file.length() / 4);
      file.write(new byte[1 << 20]);
    }
    servesWithout(cache);
  }

  @Test
  @Order(4)
  void aCutCacheDoesNoHarm() throws Exception {
    var cache = caches().getFirst();
    try (var file = new RandomAccessFile(cache.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    servesWithout(cache);
    Files.write(cache, new byte[0]);
    servesWithout(cache);
  }

  @Test
  @Order(5)
  void plainJavaServesToo() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, "-jar", dist.resolve("kagimori.jar").toString(), "--version")
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.startsWith("Kagimori "), said);
  }

  @Test
  @Order(6)
  void commandsGiveWayToWhoServesBesideThem() throws Exception {
    var jvm = Files.createDirectory(directory.resolve("jvm"));
    Files.createDirectory(jvm.resolve("bin"));
    Files.writeString(jvm.resolve("release"), "JAVA_VERSION=\"25\"\n");
    var java = Files.writeString(jvm.resolve("bin/java"), "#!/bin/sh\nnice\necho $*\n");
    assertTrue(java.toFile().setExecutable(true));
    var serve = Started.with(launcher("serve"), jvm);
    var command = Started.with(launcher("stock", "import"), jvm);
    var bench = Started.with(launcher("bench"), jvm);
    assertEquals(serve.niceness() + 10, command.niceness());
    assertEquals(serve.niceness(), bench.niceness());
    assertTrue(command.arguments().contains(QUICK_COMPILER), command.arguments());
    assertFalse((serve.arguments() + bench.arguments()).contains(QUICK_COMPILER));
  }

  /** What is started in place of a JVM, which prints it. */
  private record Started(int niceness, String arguments) {
    static Started with(ProcessBuilder launcher, Path jvm) throws IOException {
      launcher.environment().put("JAVA_HOME", jvm.toString());
      launcher.environment().put("KAGIMORI_CACHE", "none");
      try (var said = launcher.start().inputReader(StandardCharsets.UTF_8)) {
        return new Started(Integer.parseInt(said.readLine()), said.readLine());
      }
    }
  }
}
