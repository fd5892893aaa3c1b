package dev.kagimori.stock.seedfile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.PublicKey;
import java.util.Arrays;
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
   * @return whether the file's end can be told to be one; means nothing after {@link
   *     SeedResult.Broken}
   * @throws IOException when the stream itself fails
   */
  public static FileEnd read(
      InputStream in, TransportKey key, SeedFileLimits limits, Consumer<SeedResult> results)
      throws IOException {
    var head = new FileHead(in.readNBytes(FileHead.BYTES));
    try {
      return switch (head.format()) {
        case PSKC -> pskc(head, whole(head, head.bom(), in), false, key, limits, results);
        case CSV -> CsvReader.read(lines(head, in, limits), head, limits, results);
        case OTPAUTH -> OtpauthReader.read(lines(head, in, limits), head, limits, results);
      };
    } catch (Refused e) {
      results.accept(new SeedResult.Broken(e.problem(0, "")));
      return FileEnd.CERTAIN;
    }
  }

  /**
   * Reads a PSKC file that has to be signed (RFC 6030 §7): by this key, and up to 4 MiB, which are
   * held in memory. A file with a signature that nobody asked to check is broken, see the other
   * method.
   *
   * @param signer out of the maker's certificate, which the caller trusts
   * @return {@link FileEnd#CERTAIN}
   * @throws IOException when the stream itself fails
   */
  public static FileEnd readSigned(
      InputStream in,
      PublicKey signer,
      TransportKey key,
      SeedFileLimits limits,
      Consumer<SeedResult> results)
      throws IOException {
    var file = in.readNBytes(Signed.BYTES_MAX + 1);
    var head = new FileHead(Arrays.copyOf(file, Math.min(file.length, FileHead.BYTES)));
    try {
      if (head.format() != FileHead.Format.PSKC) throw Signed.missing();
      if (file.length > Signed.BYTES_MAX) throw Signed.tooLarge();
      Signed.check(file, signer);
      var from = head.bom();
      var again = new ByteArrayInputStream(file, from, file.length - from);
      return pskc(head, again, true, key, limits, results);
    } catch (Refused e) {
      results.accept(new SeedResult.Broken(e.problem(0, "")));
      return FileEnd.CERTAIN;
    } finally {
      Arrays.fill(file, (byte) 0);
    }
  }

  private static FileEnd pskc(
      FileHead head,
      InputStream in,
      boolean isSigned,
      TransportKey key,
      SeedFileLimits limits,
      Consumer<SeedResult> results)
      throws IOException {
    PskcReader.read(in, head.isXmlInUtf8(), isSigned, key, limits, results);
    return FileEnd.CERTAIN;
  }

  private static BoundedInput lines(FileHead head, InputStream in, SeedFileLimits limits) {
    return new BoundedInput(whole(head, head.bom(), in), limits.bytes(), SeedFileLimits.LINE);
  }

  private static InputStream whole(FileHead head, int from, InputStream in) {
    var begin = new ByteArrayInputStream(head.bytes(), from, head.bytes().length - from);
    return new SequenceInputStream(begin, in);
  }
}
