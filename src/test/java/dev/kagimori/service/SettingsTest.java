package dev.kagimori.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.http.Listen;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void aServiceHashesStartPasswordsWithNineteenMebibytes() {
    var settings =
        Settings.of(
            DatabaseUri.parse("postgresql://service:secret@localhost/kagimori"),
            Path.of("master.key"),
            Listen.on("127.0.0.1", 0),
            Listen.on("127.0.0.1", 0));
    assertEquals(19 * 1024, settings.passwordMemory());
  }
}
