package dev.kagimori.fob.port;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stable name of a pseudo-terminal whose own name changes with each start. */
final class SlaveLink {
  private final Path path;
  private @Nullable Path target;

  SlaveLink(Path path) {
    this.path = path.toAbsolutePath();
  }

  Path path() {
    return path;
  }

  /** Makes or replaces the link in one step; a file of another kind is never replaced. */
  void pointTo(Path slave) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path)) {
      throw new FileAlreadyExistsException(path.toString(), null, "is not a symbolic link");
    }
    var parent = path.getParent();
    if (parent != null) Files.createDirectories(parent);
    var fresh = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    Files.createSymbolicLink(fresh, slave);
    try {
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    target = slave;
  }

  /** Removes the link if it is still ours. */
  void remove() throws IOException {
    if (target != null
        && Files.isSymbolicLink(path)
        && Files.readSymbolicLink(path).equals(target)) {
      Files.deleteIfExists(path);
    }
  }
}
