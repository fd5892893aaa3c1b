package dev.kagimori.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Files and directories that nobody but the process's own account may read. */
public final class OwnerOnly {
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

  /** Puts something into a file. */
  public interface Writing<T> {
    /**
     * Writes all of it.
     *
     * @throws IOException where it can't
     */
    T to(OutputStream out) throws IOException;
  }

  /** Writes a file, 0600, whole or not at all, and durably; over one that is there. */
  public static void write(Path file, String text) throws IOException {
    var _ =
        overwrite(
            file,
            out -> {
              out.write(text.getBytes(StandardCharsets.UTF_8));
              return text;
            });
  }

  /** The same of what is made on the way. What is no file, such as a pipe, is written to. */
  public static <T> T overwrite(Path file, Writing<T> writing) throws IOException {
    if (!Files.exists(file)) return whole(file, writing, StandardCopyOption.ATOMIC_MOVE);
    if (Files.isRegularFile(file))
      return whole(file.toRealPath(), writing, StandardCopyOption.ATOMIC_MOVE);
    try (var out =
        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE))) {
      return writing.to(out);
    }
  }

  /** The same; fails where a file is there. */
  public static <T> T create(Path file, Writing<T> writing) throws IOException {
    if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
    return whole(file, writing);
  }

  /** Under another name first: nobody takes a part of it for all. */
  private static <T> T whole(Path file, Writing<T> writing, CopyOption... how) throws IOException {
    var directory =
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a root is a directory");
    if (Files.isDirectory(directory) && !Files.isWritable(directory))
      throw new AccessDeniedException(directory.toString());
    var temporary =
        Files.createTempFile(directory, ".new", "", PosixFilePermissions.asFileAttribute(FILE));
    temporary.toFile().deleteOnExit(); // by a signal, too
    try {
      T told;
      try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
          var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        told = writing.to(out);
        out.flush();
        channel.force(true);
      }
      Files.move(temporary, file, how);
      try (var entry = FileChannel.open(directory, StandardOpenOption.READ)) {
        entry.force(true);
      }
      return told;
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) { // a full disk does not say which file
      var named = new FileSystemException(file.toString(), null, e.getMessage());
      named.initCause(e);
      throw named;
    } finally {
      Files.deleteIfExists(temporary);
    }
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
