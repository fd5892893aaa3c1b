package dev.kagimori.stock.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.process.Jvm;
import dev.kagimori.secrets.Traced;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The longest file in a small heap. */
@Timeout(120)
class FullPartIT {
  private static final String HEAP = "-Xmx64m";

  /** What the process runs. */
  static void main(String[] arguments) throws IOException {
    Traced.keep();
    var letters =
        IntStream.range(0, Letters.PER_PART)
            .mapToObj(i -> LettersTest.letter("GM%08d".formatted(i * 97)))
            .toList();
    try (var out = new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      Letters.write(out, LettersTest.JA, LettersTest.DATE, letters);
    }
  }

  @Test
  void aThousandLettersTakeLittleMemory(@TempDir Path dir) throws Exception {
    var file = dir.resolve("letters.pdf");
    var command = Jvm.command(HEAP, Traced.argument("print"));
    command.addAll(List.of(FullPartIT.class.getName(), file.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), printed);
      assertEquals(0, process.exitValue(), printed);
    } finally {
      process.destroyForcibly();
    }
    assertTrue(Files.size(file) < 5_000_000, Files.size(file) + " bytes");
    try (var paper = new Paper(Files.readAllBytes(file))) {
      assertEquals(Letters.PER_PART, paper.pages());
      assertTrue(paper.text(999).contains("GM%08d".formatted(999 * 97)));
    }
  }
}
