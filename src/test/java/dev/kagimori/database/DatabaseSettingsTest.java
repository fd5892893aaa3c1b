package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the figures need is set; src/docs/operations.md says why. */
class DatabaseSettingsTest {
  private static final long GB = 1L << 30;

  @Test
  void theEmbeddedOnesAreSizedByTheMachineWithinBounds() {
    assertEquals(128, EmbeddedConfig.sharedBuffers(0));
    assertEquals(128, EmbeddedConfig.sharedBuffers(GB / 4));
    assertEquals(2048, EmbeddedConfig.sharedBuffers(8 * GB));
    assertEquals(4096, EmbeddedConfig.sharedBuffers(512 * GB));
    assertEquals(1024, EmbeddedConfig.walMax(0));
    assertEquals(2048, EmbeddedConfig.walMax(20 * GB));
    assertEquals(8192, EmbeddedConfig.walMax(1000 * GB));
    assertEquals(2048, EmbeddedConfig.walMin(8192));
  }

  @Test
  void theComposeFileAndTheManualHaveThem() throws IOException {
    var compose = Files.readString(root().resolve("docker-compose.yml"));
    var manual = Files.readString(root().resolve("src/docs/operations.md"));
    for (var setting :
        new String[] {
          "shared_buffers=1GB",
          "max_wal_size=8GB",
          "min_wal_size=2GB",
          "checkpoint_timeout=15min",
          "wal_compression=lz4",
          "fsync=on",
          "full_page_writes=on",
          "synchronous_commit=on"
        }) {
      assertTrue(compose.contains("      - " + setting + "\n"), setting);
      assertTrue(manual.contains("`" + setting.substring(0, setting.indexOf('='))), setting);
    }
  }

  /** Tests run in the module's directory. */
  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docker-compose.yml")) ? here : here.resolve("..");
  }
}
