package dev.kagimori.stock.seedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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
    var head = new FileHead(in.readNBytes(FileHead.BYTES));
    try {
      switch (head.format()) {
        case PSKC -> PskcReader.read(whole(head, 0, in), key, limits, results);
        case CSV -> CsvReader.read(lines(head, in, limits), head, limits, results);
        case OTPAUTH -> OtpauthReader.read(lines(head, in, limits), head, limits, results);
      }
    } catch (Refused e) {
      results.accept(new SeedResult.Broken(e.problem(0, "")));
    }
  }

  private static BoundedInput lines(FileHead head, InputStream in, SeedFileLimits limits) {
    return new BoundedInput(whole(head, head.bom(), in), limits.bytes(), SeedFileLimits.LINE);
  }

  private static InputStream whole(FileHead head, int from, InputStream in) {
    var begin = new ByteArrayInputStream(head.bytes(), from, head.bytes().length - from);
    return new SequenceInputStream(begin, in);
  }
}
