package dev.kagimori.stock.seedfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads a seed file of any format that is known here, which it tells by the first bytes. */
public final class SeedFile {
  private SeedFile() {}

  /**
   * Reads to the end, or to what makes the file unusable, in constant memory.
   *
   * @param in not closed here
   * @param key what opens the file; not closed here
   * @param results gets each result when it is read, on this thread; whoever gets a record closes
   *     its seed
   * @throws IOException when the stream itself fails
   */
  public static void read(
      InputStream in, TransportKey key, SeedFileLimits limits, Consumer<SeedResult> results)
      throws IOException {
    PskcReader.read(in, key, limits, results);
  }
}
