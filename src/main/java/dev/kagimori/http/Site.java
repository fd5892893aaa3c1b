package dev.kagimori.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/** Files that anyone may fetch at the public port, beside the documentation. */
public interface Site {
  /** Has none. */
  Site NONE = _ -> Optional.empty();

  /** The one at a normalised path. */
  Optional<File> at(String path);

  /**
   * A file as it is sent.
   *
   * @param headers its own, beside those of every reply: its media type, its policy, for how long
   *     it may be kept
   * @param etag names the content, quoted (RFC 9110 §8.8.3)
   * @param compressed the same content by gzip
   */
  record File(Map<String, String> headers, String etag, Buffer plain, Buffer compressed) {
    public File {
      headers = Map.copyOf(headers);
    }
  }
}
