package dev.kagimori.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ServeCommandTest {
  @Timeout(60)
  @ParameterizedTest
  @ValueSource(strings = {"localhost/32", "10.0.0.0/8,balancer", ",10.0.0.0/8", "", "0.0.0.0/0"})
  void aWrongBlockOfBalancersIsRefusedBeforeAnythingStarts(String blocks, @TempDir Path data)
      throws IOException {
    var refused = new AtomicReference<Exception>();
    int status =
        new CommandLine(new ServeCommand())
            .setExecutionExceptionHandler((failure, _, _) -> {
              refused.set(failure);
              return 1;
            })
            .execute("--data", data.toString(), "--forwarded-by", blocks);
    assertEquals(1, status);
    var reason = assertInstanceOf(CannotStart.class, refused.get()).reasons().getFirst();
    assertTrue(reason.ja().contains("--forwarded-by"), reason.ja());
    assertTrue(reason.en().contains("--forwarded-by"), reason.en());
    try (var files = Files.list(data)) {
      assertEquals(0, files.count());
    }
  }
}
