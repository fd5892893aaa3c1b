package dev.kagimori.bank.visit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * Styles and scripts, the same for everybody: their addresses change with what is in them, so that
 * browsers keep them. They are sent compressed; pages are not, since they hold secrets beside what
 * others may have put there (BREACH).
 */
public final class Assets {
  private static final String PICO =
      "/META-INF/resources/webjars/picocss__pico/2.1.1/css/pico.min.css";
  private static final int HASH_LENGTH = 10;

  private static final Map<String, Asset> ALL = load();
  private static final Map<String, Asset> BY_PATH = byPath();

  private Assets() {}

  private record Asset(String path, String type, Buffer plain, Buffer zipped) {}

  private static Map<String, Asset> load() {
    var all = new HashMap<String, Asset>();
    put(
        all,
        "bank.css",
        "text/css; charset=utf-8",
        PICO,
        "/design/tokens.css",
        "/bank/assets/bank.css");
    put(all, "bank.js", "text/javascript; charset=utf-8", "/bank/assets/bank.js");
    put(all, "icon.svg", "image/svg+xml", "/bank/assets/icon.svg");
    return Map.copyOf(all);
  }

  private static Map<String, Asset> byPath() {
    var paths = new HashMap<String, Asset>();
    ALL.values().forEach(asset -> paths.put(asset.path, asset));
    return Map.copyOf(paths);
  }

  /** Where an asset is, such as {@code /assets/0123456789/bank.css}. */
  public static String path(String name) {
    return Objects.requireNonNull(ALL.get(name), name).path;
  }

  /** Several in one: each more that a browser fetches puts its first paint off. */
  private static void put(Map<String, Asset> all, String name, String type, String... resources) {
    try {
      var whole = new ByteArrayOutputStream();
      for (var resource : resources) whole.write(bytes(resource));
      var bytes = whole.toByteArray();
      var path = "/assets/" + hash(bytes) + "/" + name;
      all.put(name, new Asset(path, type, Buffer.buffer(bytes), zipped(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String resource) throws IOException {
    try (var in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException(resource + " is not on the class path");
      return in.readAllBytes();
    }
  }

  private static String hash(byte[] bytes) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(Arrays.copyOf(sum, HASH_LENGTH / 2));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of the JDK", e);
    }
  }

  private static Buffer zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return Buffer.buffer(out.toByteArray());
  }

  static void answer(RoutingContext context) {
    var asset = BY_PATH.get(context.normalizedPath());
    if (asset == null) {
      context.next();
      return;
    }
    var accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    var response =
        context
            .response()
            .putHeader(HttpHeaders.CONTENT_TYPE, asset.type)
            .putHeader(HttpHeaders.VARY, "Accept-Encoding")
            .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
    if (accepted != null && accepted.contains("gzip"))
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(asset.zipped);
    else response.end(asset.plain);
  }
}
