package dev.kagimori.station;

import dev.kagimori.station.StationException.PortUnusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader a line: an exclusive open does not stop a second one by root, so a locked file next to
 * it does. Where the system does not let us have that file, the exclusive open is all there is.
 */
final class PortLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortLock.class);

  private final Optional<FileChannel> file;

  private PortLock(Optional<FileChannel> file) {
    this.file = file;
  }

  /**
   * @throws PortUnusable (BUSY) if this or another process holds it
   */
  static PortLock take(String port) throws PortUnusable {
    FileChannel file;
    try {
      var device = Path.of(port).toRealPath(); // links to one device share a lock
      if (!device.startsWith("/dev")) return new PortLock(Optional.empty());
      file =
          FileChannel.open(
              lockFile(device),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      LOG.debug("no lock for {}; opening it tells the rest: {}", port, e.toString());
      return new PortLock(Optional.empty());
    }
    var lock = new PortLock(Optional.of(file));
    try {
      if (file.tryLock() != null) return lock;
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is open in this process: {}", port, e.toString());
    } catch (IOException e) {
      LOG.debug("no file locks for {}: {}", port, e.toString());
      return lock;
    }
    lock.close();
    throw new PortUnusable(PortUnusable.Reason.BUSY, port, null);
  }

  private static Path lockFile(Path device) {
    String name = device.toString().replaceAll("[^A-Za-z0-9]+", "-");
    return Path.of(System.getProperty("java.io.tmpdir"), "kagimori" + name + ".lock");
  }

  @Override
  public void close() {
    try {
      if (file.isPresent()) file.get().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
