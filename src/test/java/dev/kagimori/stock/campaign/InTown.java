package dev.kagimori.stock.campaign;

import dev.kagimori.secrets.Secrets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a town of their class's own. */
abstract class InTown {
  @TempDir static Path directory;
  static Town town;
  static Clerks clerks;

  @BeforeAll
  static void open() {
    town = Town.open(directory);
    Secrets.database(directory.resolve("database"));
    clerks = new Clerks(town);
  }

  @AfterAll
  static void close() {
    town.close();
  }
}
