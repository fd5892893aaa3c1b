package dev.kagimori.fob.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Files with secrets in clear. */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final int BUFFER = 1 << 16;

  private OwnerOnlyFile() {}

  /** What a file is filled with, in pieces. */
  public interface Content {
    void to(OutputStream out) throws IOException;
  }

  /** Writes a new file beside it, durable and owner-only from its first byte, and renames that. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }

  /** The same for what is too long to be held; a failure leaves the old file as it was. */
  public static void write(Path file, Content content) throws IOException {
    var path = file.toAbsolutePath();
    var parent = path.getParent();
    if (parent != null) Files.createDirectories(parent);
    var fresh = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try {
      var how = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var channel = FileChannel.open(fresh, how, ownerOnly(fresh))) {
        var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.to(out);
        out.flush();
        channel.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
        : new FileAttribute<?>[0];
  }

  /**
   * Refuses a file that anyone but its owner may read or change.
   *
   * @throws IOException if so, or if it can't be looked at
   */
  public static void require(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) return;
    var extra = EnumSet.noneOf(PosixFilePermission.class);
    extra.addAll(view.readAttributes().permissions());
    extra.removeAll(OWNER);
    extra.remove(PosixFilePermission.OWNER_EXECUTE);
    if (extra.isEmpty()) return;
    throw new IOException(
        "%s: 所有者以外も読み書きできます。chmod 600 してください / others may read or change it; run chmod 600"
            .formatted(file));
  }
}
