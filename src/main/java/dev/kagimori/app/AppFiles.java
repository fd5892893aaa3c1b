package dev.kagimori.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All files of the phone app.
 *
 * <p>Scripts and style lie at an address that names their content, {@code /app/VERSION/main.js}: a
 * phone that has them asks no more, and never has parts of two versions. Only the page, the service
 * worker and the manifest are asked for again, and bring a new version.
 */
public final class AppFiles {
  /** Where the app is. */
  public static final String ROOT = "/app/";

  private static final String LISTING = "files.txt";
  private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webmanifest", "application/manifest+json; charset=utf-8");

  /** What has to stay at its address: it is asked for by that name, from outside. */
  private static final List<String> FIXED =
      List.of(
          "index.html",
          "sw.js",
          "manifest.webmanifest",
          "icon.svg",
          "icon-192.png",
          "icon-512.png");

  private final Map<String, AppFile> files = new HashMap<>();
  private final String version;

  private AppFiles() {
    var contents = new LinkedHashMap<String, byte[]>();
    for (var name : text(read(LISTING)).lines().toList()) contents.put(name, read(name));
    for (var name : FIXED) contents.put(name, read(name));
    version = Digest.of(contents.values().toArray(byte[][]::new));
    contents.forEach((name, content) -> {
      if (FIXED.contains(name)) fixed(name, content, contents);
      else files.put(ROOT + version + '/' + name, file(name, content, FOR_A_YEAR));
    });
  }

  /** Reads them from the class path. */
  public static AppFiles load() {
    return new AppFiles();
  }

  /** By their paths, such as {@code /app/}. */
  public Map<String, AppFile> all() {
    return Map.copyOf(files);
  }

  private void fixed(String name, byte[] content, Map<String, byte[]> all) {
    switch (name) {
      case "index.html" -> {
        var page = file(name, filled(content, all), ASK_AGAIN);
        files.put(ROOT, page);
        files.put(ROOT.substring(0, ROOT.length() - 1), page);
      }
      case "sw.js" -> files.put(ROOT + name, file(name, filled(content, all), ASK_AGAIN));
      default -> files.put(ROOT + name, file(name, content, ASK_AGAIN));
    }
  }

  /** Puts in the version, and the names of what belongs to it. */
  private byte[] filled(byte[] content, Map<String, byte[]> all) {
    var scripts = all.keySet().stream().filter(name -> !FIXED.contains(name)).toList();
    var modules =
        scripts.stream()
            .filter(name -> name.endsWith(".js"))
            .map(name ->
                "<link rel=\"modulepreload\" href=\"%s%s/%s\">".formatted(ROOT, version, name))
            .collect(Collectors.joining("\n"));
    return text(content)
        .replace("<!-- MODULES -->", modules)
        .replace("VERSION", version)
        .replace("FILES", String.join(" ", scripts))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static AppFile file(String name, byte[] content, String cache) {
    var headers = new HashMap<>(AppPolicy.of(name));
    headers.put("Content-Type", TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    headers.put("Cache-Control", cache);
    return AppFile.of(content, headers);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] read(String name) {
    try (var in = AppFiles.class.getResourceAsStream(ROOT + name)) {
      if (in == null) throw new IllegalStateException(ROOT + name + " is not on the class path");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
