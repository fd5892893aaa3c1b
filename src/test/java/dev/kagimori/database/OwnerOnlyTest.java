package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
  private static final OwnerOnly.Writing<Integer> LETTERS =
      out -> {
        out.write("letters".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return 7;
      };

  @TempDir Path folder;

  @Test
  void whatIsWrittenOverAnotherFileIsItsOwnersAlone() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "a longer text");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    var link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertEquals(7, OwnerOnly.overwrite(link, LETTERS));
    assertEquals("letters", Files.readString(file));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void whatCanNotBeWrittenToItsEndLeavesWhatWasThere() throws IOException {
    var file = folder.resolve("file");
    OwnerOnly.Writing<Integer> failing =
        out -> {
          LETTERS.to(out);
          out.flush();
          throw new IOException("no room");
        };
    var failure = assertThrows(IOException.class, () -> OwnerOnly.create(file, failing));
    assertEquals(file + ": no room", failure.getMessage());
    assertEquals(0, entries());
    Files.writeString(file, "before");
    assertThrows(IOException.class, () -> OwnerOnly.overwrite(file, failing));
    assertEquals("before", Files.readString(file));
    assertEquals(1, entries());
  }

  @Test
  void whileItIsWrittenNothingIsThere() throws IOException {
    var file = folder.resolve("file");
    var written =
        OwnerOnly.create(
            file,
            out -> {
              assertFalse(Files.exists(file));
              return LETTERS.to(out);
            });
    assertEquals(7, written);
    assertEquals("letters", Files.readString(file));
    assertThrows(FileAlreadyExistsException.class, () -> OwnerOnly.create(file, LETTERS));
    assertEquals("letters", Files.readString(file));
  }

  private long entries() throws IOException {
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceThatIsFullIsToldAndStays() {
    var full = Path.of("/dev/full");
    assertThrows(IOException.class, () -> OwnerOnly.overwrite(full, LETTERS));
    assertTrue(Files.exists(full));
  }
}
