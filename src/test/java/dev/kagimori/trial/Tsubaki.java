package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * The institution that {@code docs/terms.md} makes up: no code knows it.
 *
 * @param file its terms, as the document has them
 * @param institution which is there, and has system E's terms until {@link #apply}
 */
record Tsubaki(TestBank bank, Operator operator, Path file, Institution institution)
    implements AutoCloseable {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  static Tsubaki open(Path directory) throws IOException {
    var blocks = YAML.matcher(Files.readString(Path.of("docs", "terms.md")));
    assertTrue(blocks.find(), "docs/terms.md has no ```yaml block");
    var file = Files.writeString(directory.resolve("tsubaki.yaml"), blocks.group(1));
    var bank = TestBank.open(directory);
    var institution = bank.institution("tsubaki", new JsonObject());
    return new Tsubaki(bank, Operator.of(bank, directory), file, institution);
  }

  /** Puts the terms in force. */
  void apply() {
    operator.termsAnswering("yes", "apply", "tsubaki", file.toString()).expect(0);
    // the operator's commands know no other time than the machine's
    var real = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    if (bank.time.instant().isBefore(real)) bank.time.set(real);
    bank.time.pass(Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    bank.close();
  }
}
