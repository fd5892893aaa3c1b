package dev.kagimori.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file for a client that may have it already (RFC 9110 §13.1.2), or take it compressed (§12.5.3).
 */
record SiteReply(int status, Buffer body) {
  private static final Pattern NEVER = Pattern.compile("q=0(\\.0{0,3})?$");

  static SiteReply of(Site.File file, MultiMap asked, MultiMap headers) {
    file.headers().forEach(headers::set);
    headers.set(HttpHeaders.ETAG, file.etag()).set(HttpHeaders.VARY, "Accept-Encoding");
    if (has(file, asked.get(HttpHeaders.IF_NONE_MATCH))) return new SiteReply(304, Buffer.buffer());
    if (!takesGzip(asked.get(HttpHeaders.ACCEPT_ENCODING))) return new SiteReply(200, file.plain());
    headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    return new SiteReply(200, file.compressed());
  }

  private static boolean has(Site.File file, @Nullable String known) {
    return known != null
        && Arrays.stream(known.split(",", -1)).map(String::strip).anyMatch(file.etag()::equals);
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.split(",", -1))
            .map(String::strip)
            .anyMatch(coding -> coding.startsWith("gzip") && !NEVER.matcher(coding).find());
  }
}
