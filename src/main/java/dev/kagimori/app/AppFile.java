package dev.kagimori.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is sent.
 *
 * @param headers those of this file alone, its media type among them
 * @param etag names the content (RFC 9110 §8.8.3); weak, since it stands for both forms
 * @param plain the content
 * @param compressed the same by gzip
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed by who sends them
public record AppFile(Map<String, String> headers, String etag, byte[] plain, byte[] compressed) {
  static AppFile of(byte[] content, Map<String, String> headers) {
    return new AppFile(
        Map.copyOf(headers), "W/\"" + Digest.of(content) + '"', content, gzip(content));
  }

  private static byte[] gzip(byte[] content) {
    var packed = new ByteArrayOutputStream();
    try (var zip = new Thorough(packed)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Packed once and sent often: as small as it goes. */
  private static final class Thorough extends GZIPOutputStream {
    Thorough(ByteArrayOutputStream packed) throws IOException {
      super(packed);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
