package dev.kagimori.fob.port;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock file of PROTOCOL.md §5: an exclusive open keeps nobody out who is root. Where the system
 * does not let us have the file, the exclusive open is all there is.
 */
public final class LineLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineLock.class);

  private final @Nullable FileChannel file;

  private LineLock(@Nullable FileChannel file) {
    this.file = file;
  }

  /** The line's lock, held until it is closed or the process dies; null if another holds it. */
  public static @Nullable LineLock tryTake(String line) throws IOException {
    FileChannel file;
    try {
      var device = Path.of(line).toRealPath(); // links to one device share a lock
      if (!device.startsWith("/dev")) return new LineLock(null);
      file =
          FileChannel.open(
              path(device),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      LOG.debug("no lock for {}; opening it tells the rest: {}", line, e.toString());
      return new LineLock(null);
    }
    try {
      if (file.tryLock() != null) return new LineLock(file);
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is open in this process: {}", line, e.toString());
    } catch (IOException e) {
      LOG.debug("no file locks for {}: {}", line, e.toString());
      return new LineLock(file);
    }
    file.close();
    return null;
  }

  private static Path path(Path device) {
    var name = device.toString().replaceAll("[^A-Za-z0-9]+", "-");
    return Path.of(System.getProperty("java.io.tmpdir"), "kagimori" + name + ".lock");
  }

  @Override
  public void close() throws IOException {
    if (file != null) file.close();
  }
}
