package dev.kagimori.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final int LINES_MAX = 40;

  @Test
  void theExampleInTheReadmeIsTheTestThatRuns() throws IOException {
    var readme = JAVA.matcher(Files.readString(Path.of("..", "README.md")));
    assertTrue(readme.find(), "README.md has no ```java block");
    var example = Path.of("test", "java", "com", "example", "bank", "FirstLoginIT.java");
    assertEquals(Files.readString(example), readme.group(1));
    assertTrue(readme.group(1).lines().count() < LINES_MAX);
  }
}
