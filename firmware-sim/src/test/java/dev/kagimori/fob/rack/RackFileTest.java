package dev.kagimori.fob.rack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RackFileTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path dir = Path.of("");

  @Test
  void aRestartedRackHasTheSameFobs() throws IOException {
    var fobs = new ArrayList<>(Fobs.random(50, Make.ALL, new Random(31), MADE));
    fobs.add(Fob.builder("SY00000009").label("Sayo Denshi", "SY-6").made(MADE).build());
    var later = MADE.plus(Duration.ofDays(700));
    fobs.forEach(fob -> fob.press(later));
    var file = dir.resolve("rack.state");
    RackFile.save(file, fobs);
    var loaded = RackFile.load(file);
    assertArrayEquals(RackFile.bytes(fobs), RackFile.bytes(loaded));
    for (int i = 0; i < 50; i++) {
      assertEquals(fobs.get(i).clock(later), loaded.get(i).clock(later));
      assertEquals(
          fobs.get(i).pressForCode(later.plusSeconds(60)),
          loaded.get(i).pressForCode(later.plusSeconds(60)));
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    var file = dir.resolve("rack.state");
    RackFile.save(file, Fobs.random(1, Make.ALL, new Random(32), MADE));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    var refused = assertThrows(IOException.class, () -> RackFile.load(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("chmod 600"));
  }

  @Test
  void aDamagedFileIsRefusedByLineAndWithoutItsSeeds() throws IOException {
    var file = dir.resolve("rack.state");
    RackFile.save(file, Fobs.random(3, Make.ALL, new Random(33), MADE));
    var text = Files.readString(file);
    var seed = text.split("\t", -1)[6];
    for (var bad :
        new String[] {
          text.substring(0, text.length() - 3), text.replace(seed, seed + "*"), text + "x\n"
        }) {
      Files.writeString(file, bad);
      var refused = assertThrows(IOException.class, () -> RackFile.load(file));
      assertTrue(String.valueOf(refused.getMessage()).contains("damaged"));
      assertFalse(String.valueOf(refused.getMessage()).contains(seed));
    }
    Files.writeString(file, "something else");
    assertThrows(IOException.class, () -> RackFile.load(file));
  }
}
