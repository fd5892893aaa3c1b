package dev.kagimori.stock.intake;

import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a service of their class's own, and books as many as they like. */
abstract class IntoStock {
  @TempDir static Path directory;
  static RunningKagimori kagimori;

  @BeforeAll
  static void open() {
    kagimori = RunningKagimori.start(directory, 0);
    Secrets.database(directory.resolve("database"));
    Secrets.masterKey(kagimori.masterKey());
  }

  @AfterAll
  static void close() {
    kagimori.close();
  }

  static Stock stock() {
    return new Stock(kagimori, new JsonObject());
  }
}
