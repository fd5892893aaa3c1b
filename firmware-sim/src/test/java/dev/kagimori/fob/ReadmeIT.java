package dev.kagimori.fob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.rack.RackFile;
import dev.kagimori.fob.reader.RackReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadmeIT {
  private String example(Path dir) throws IOException {
    // README
    var made = Instant.parse("2026-04-01T00:00:00Z");
    var fobs = Fobs.random(24, List.of(Make.GM6, Make.SY6, Make.TK6), new SecureRandom(), made);
    var time = InstantSource.fixed(made.plus(Duration.ofDays(400))); // or any other of yours
    try (var rack = Rack.open(fobs, time, dir.resolve("fobs"), Rack.BAUD);
        var reader = RackReader.open(rack.line().toString(), Rack.BAUD)) {
      var serial = reader.list().getFirst();
      var code = reader.code(serial); // over the line, as a bank's desk does
      var same = rack.fob(serial).pressForCode(time.instant()); // by hand, as a customer does
      RackFile.save(dir.resolve("rack.state"), rack.fobs());
      // README
      assertEquals(code, same);
      return code;
    }
  }

  @Test
  void theReadmesExampleRunsAsItStandsThere(@TempDir Path dir) throws IOException {
    assertTrue(example(dir).matches("[0-9]{6}"));
    assertShown("ReadmeIT.java");
  }

  @Test
  void theReadmesTestIsOneOfOurs() throws IOException {
    assertShown("junit/DeskIT.java");
  }

  private static void assertShown(String source) throws IOException {
    var text = Files.readString(Path.of("src/test/java/dev/kagimori/fob").resolve(source));
    var readme = stripped(Files.readString(Path.of("README.md")));
    assertTrue(
        readme.contains(stripped(text.split("// README\n", -1)[1])),
        "README.md shows another example than " + source);
  }

  private static String stripped(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }
}
