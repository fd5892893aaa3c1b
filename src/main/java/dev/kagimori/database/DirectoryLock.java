package dev.kagimori.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says that a living process uses a directory. The system drops it with the process. */
final class DirectoryLock implements AutoCloseable {
  // closing a second channel on the file would drop the first one's lock (POSIX), so it is not
  // opened
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock of a directory that exists.
   *
   * @throws CannotStart when somebody has it
   */
  static DirectoryLock take(Path directory) throws IOException {
    var real = directory.toRealPath();
    if (!HELD.add(real)) throw inUse(directory);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) throw inUse(directory);
      return new DirectoryLock(real, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      if (channel != null) channel.close();
      throw e;
    }
  }

  /** Whether a living process has it. */
  static boolean isTaken(Path directory) throws IOException {
    if (!Files.exists(directory.resolve("lock"))) return false;
    if (HELD.contains(directory.toRealPath())) return true;
    try (var channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      return lock == null;
    }
  }

  private static CannotStart inUse(Path directory) {
    return new CannotStart(
        "別の Kagimori がデータディレクトリー %s を使用中です。それを終了するか、別のディレクトリーを指定してください。".formatted(directory),
        "Another Kagimori is using the data directory %s. Stop it, or name another directory."
            .formatted(directory));
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }
}
