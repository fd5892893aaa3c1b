package dev.kagimori.fob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The jar that people start. */
@Timeout(60)
class JarIT {
  private static final Path JAR = Path.of("target", "fob-rack.jar");

  @Test
  void thereIsNoJUnitInTheJarAndItRunsWithoutIt() throws IOException, InterruptedException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertEquals(
          List.of(),
          jar.stream().map(e -> e.getName()).filter(n -> n.startsWith("org/junit")).toList());
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, "-jar", JAR.toString(), "--version")
            .redirectErrorStream(true)
            .start();
    try (var out = process.inputReader()) {
      assertTrue(String.valueOf(out.readLine()).startsWith("fob-rack "));
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }
}
