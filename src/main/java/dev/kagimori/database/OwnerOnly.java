package dev.kagimori.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and directories that nobody but the process's own account may read. */
public final class OwnerOnly {
  private static final Logger log = LoggerFactory.getLogger(OwnerOnly.class);

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  private OwnerOnly() {}

  /** Makes the directory, 0700, where there is none. */
  public static void directory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) return;
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
  }

  /** Writes a new file, 0600, whole or not at all, and durably. */
  public static void write(Path file, String text) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    var temporary =
        Files.createTempFile(directory, ".new", "", PosixFilePermissions.asFileAttribute(FILE));
    try {
      try (var out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) out.write(bytes);
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      try (var entry = FileChannel.open(directory, StandardOpenOption.READ)) {
        entry.force(true);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Opens a new file, 0600; fails where one is there. */
  public static OutputStream create(Path file) throws IOException {
    return open(file, StandardOpenOption.CREATE_NEW);
  }

  /** The same over a file that is there; what is none, such as a pipe, is written to as it is. */
  public static OutputStream overwrite(Path file) throws IOException {
    if (Files.isRegularFile(file)) Files.setPosixFilePermissions(file, FILE);
    return open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Puts something into a file. */
  public interface Writing<T> {
    /**
     * Writes all of it.
     *
     * @throws IOException where it can't
     */
    T to(OutputStream out) throws IOException;
  }

  /** Writes, and closes; a file that could not be written to its end does not stay. */
  public static <T> T toItsEnd(Path file, OutputStream opened, Writing<T> writing)
      throws IOException {
    boolean whole = false;
    try {
      T told;
      try (var out = new BufferedOutputStream(opened)) {
        told = writing.to(out);
      }
      whole = true;
      return told;
    } finally {
      if (!whole) remove(file);
    }
  }

  /** Where a link leads to it, the file; a failure is not told in place of the first one. */
  private static void remove(Path file) {
    try {
      if (Files.isRegularFile(file)) Files.delete(file.toRealPath());
    } catch (IOException e) {
      log.atWarn().setCause(e).log("a file that is not whole could not be removed");
    }
  }

  private static OutputStream open(Path file, StandardOpenOption... how) throws IOException {
    var options = new HashSet<OpenOption>(List.of(how));
    options.add(StandardOpenOption.WRITE);
    return Channels.newOutputStream(
        Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(FILE)));
  }

  /**
   * Refuses a file that others may read or write, or whose directory others may write; either may
   * be missing.
   *
   * @throws CannotStart with the command that mends it
   */
  public static void check(Path file) throws IOException {
    if (Files.exists(file)) refuse(file, OTHERS, "chmod go= " + file);
    var directory = file.toAbsolutePath().getParent();
    if (directory != null && Files.exists(directory))
      refuse(directory, OTHERS_WRITE, "chmod go-w " + directory);
  }

  private static void refuse(Path path, Set<PosixFilePermission> bad, String remedy)
      throws IOException {
    var is = EnumSet.noneOf(PosixFilePermission.class);
    is.addAll(Files.getPosixFilePermissions(path));
    is.retainAll(bad);
    if (is.isEmpty()) return;
    throw new CannotStart(
        "他の利用者が %s を読み書きできます。%s を実行し、漏れた可能性があれば鍵を取り替えてください。".formatted(path, remedy),
        "Others may read or change %s. Run %s, and replace the keys if they may have leaked."
            .formatted(path, remedy));
  }
}
