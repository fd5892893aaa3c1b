package dev.kagimori.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class AppFilesTest {
  private static final Path SOURCES = Path.of("main/resources/app");
  private static final Pattern ENTRY = Pattern.compile("(?m)^ {2}(\\w+): '(.*)',$");
  private static final Pattern USED = Pattern.compile("\\bt\\('(\\w+)'");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private static Map<String, AppFile> files() {
    return AppFiles.load().all();
  }

  private static AppFile file(Map<String, AppFile> files, String path) {
    var file = files.get(path);
    assertNotNull(file, path);
    return file;
  }

  private static String text(AppFile file) {
    return new String(file.plain(), StandardCharsets.UTF_8);
  }

  private static String source(String name) throws IOException {
    return Files.readString(SOURCES.resolve(name));
  }

  private static Map<String, String> texts(String language) throws IOException {
    return ENTRY
        .matcher(source(language + ".js"))
        .results()
        .collect(
            Collectors.toMap(
                found -> found.group(1),
                found -> found.group(2),
                (one, other) -> {
                  throw new AssertionError("twice: " + one);
                },
                TreeMap::new));
  }

  @Test
  void thePageTalksToNobodyButItsService() {
    var files = files();
    for (var path : new String[] {"/app", "/app/", "/app/sw.js"}) {
      var headers = file(files, path).headers();
      assertEquals(
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
              + " form-action 'none'; frame-ancestors 'none'",
          headers.get("Content-Security-Policy"));
      assertEquals("no-referrer", headers.get("Referrer-Policy"));
      assertEquals("same-origin", headers.get("Cross-Origin-Opener-Policy"));
      assertTrue(headers.getOrDefault("Permissions-Policy", "").contains("microphone=()"));
      assertEquals("no-cache", headers.get("Cache-Control"));
    }
    files.forEach((path, file) -> {
      assertTrue(file.headers().containsKey("Content-Security-Policy"), path);
      assertFalse(
          Pattern.compile("(?:https?:)?//(?!www\\.w3\\.org)[a-z]")
              .matcher(outsideComments(file))
              .find(),
          path);
    });
  }

  private static String outsideComments(AppFile file) {
    var type = file.headers().getOrDefault("Content-Type", "");
    return type.startsWith("image/png") ? "" : text(file).replaceAll("(?m)^ *// .*$| // .*$", "");
  }

  @Test
  void whatBelongsTogetherHasOneVersionThatStays() {
    var files = files();
    var page = text(file(files, "/app/"));
    var main = Pattern.compile("src=\"(/app/[0-9a-f]{16}/)main.js\"").matcher(page);
    assertTrue(main.find(), page);
    var directory = main.group(1);
    var worker = text(file(files, "/app/sw.js"));
    assertTrue(worker.contains("'" + directory + "' + name"), worker);
    files.forEach((path, file) -> {
      if (!path.startsWith(directory)) return;
      assertEquals(
          "public, max-age=31536000, immutable", file.headers().get("Cache-Control"), path);
      assertTrue(worker.contains(path.substring(directory.length())), path);
      if (path.endsWith(".js")) assertTrue(page.contains("href=\"" + path + '"'), path);
    });
    for (var name : new String[] {"VERSION", "FILES", "MODULES"})
      assertFalse((page + worker).contains(name), name);
  }

  @Test
  void everyFileIsServedAndComesOutOfItsCompressionAsItWas() throws IOException {
    var files = files();
    var served =
        files.keySet().stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    try (var sources = Files.list(SOURCES)) {
      for (var source : sources.toList()) {
        var name = source.getFileName().toString();
        if (!Set.of("files.txt", "index.html").contains(name))
          assertTrue(served.contains(name), name);
      }
    }
    for (var file : files.values())
      try (var zip = new GZIPInputStream(new ByteArrayInputStream(file.compressed()))) {
        assertArrayEquals(file.plain(), zip.readAllBytes());
      }
  }

  @Test
  void everyTextIsThereInBothLanguagesWithTheSamePlaces() throws IOException {
    var ja = texts("ja");
    var en = texts("en");
    assertEquals(ja.keySet(), en.keySet());
    assertEquals(source("ja.js").lines().filter(line -> line.startsWith("  ")).count(), ja.size());
    ja.forEach((key, text) -> assertEquals(places(text), places(en.getOrDefault(key, "")), key));
    try (var sources = Files.list(SOURCES)) {
      for (var source : sources.filter(path -> path.toString().endsWith(".js")).toList())
        USED.matcher(Files.readString(source))
            .results()
            .forEach(
                used -> assertTrue(ja.containsKey(used.group(1)), source + ": " + used.group(1)));
    }
  }

  private static Set<String> places(String text) {
    return PLACE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  @Test
  void theAppNamesAVersionThatTheInstitutionsServe() throws IOException {
    assertTrue(source("server.js").contains("VERSION = '1.0.0'"));
  }
}
