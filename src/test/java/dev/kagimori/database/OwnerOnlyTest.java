package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
    assertEquals(7, OwnerOnly.toItsEnd(file, OwnerOnly.overwrite(file), LETTERS));
    assertEquals("letters", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void whatCanNotBeWrittenToItsEndDoesNotStay() throws IOException {
    var file = folder.resolve("file");
    var opened = OwnerOnly.overwrite(file);
    var failure =
        assertThrows(
            IOException.class,
            () ->
                OwnerOnly.toItsEnd(
                    file,
                    opened,
                    out -> {
                      LETTERS.to(out);
                      throw new IOException("no room");
                    }));
    assertEquals("no room", failure.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void ofALinkTheFileDoesNotStay() throws IOException {
    var file = folder.resolve("file");
    var link = Files.createSymbolicLink(folder.resolve("link"), file);
    var opened = OwnerOnly.overwrite(link);
    assertThrows(
        StackOverflowError.class,
        () ->
            OwnerOnly.toItsEnd(
                link,
                opened,
                out -> {
                  LETTERS.to(out);
                  throw new StackOverflowError("planted");
                }));
    assertFalse(Files.exists(file));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceThatIsFullIsToldAndStays() throws IOException {
    var full = Path.of("/dev/full");
    var opened = OwnerOnly.overwrite(full);
    assertThrows(IOException.class, () -> OwnerOnly.toItsEnd(full, opened, LETTERS));
    assertTrue(Files.exists(full));
  }
}
