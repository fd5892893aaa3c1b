package dev.kagimori.secrets;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Totp;
import dev.kagimori.fob.pskc.PskcReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the secrets that tests make, as they make them: each is looked for in what was logged
 * ({@link TraceSearch}).
 *
 * <p>A code of six digits is one of a million numbers, and logs are full of numbers: it counts only
 * where it is not part of a longer word or number (a UUID, an object's hash, the fraction of a
 * second); and what tests made up by counting (from 0 or from 100000 on, digits in a row) is no
 * secret. That lets a code through which hides in a longer run of digits or letters; {@code
 * SecretsIT} has codes of eight digits, which count wherever they are found.
 */
public final class Secrets {
  private static final Set<Needle> KNOWN = ConcurrentHashMap.newKeySet();
  private static final int COUNTED_FROM = 100_000;
  private static final int COUNTED = 1_000;
  private static final int LAST_COUNT = COUNTED_FROM + COUNTED;

  private Secrets() {}

  /** A copy. */
  static Set<Needle> known() {
    return new HashSet<>(KNOWN);
  }

  /** A seed in clear. */
  public static void seed(byte[] seed) {
    KNOWN.addAll(Spellings.of("seed", seed));
  }

  /** A code as it was shown or typed. */
  public static String code(String code) {
    if (isCode(code)) KNOWN.add(new Needle("code", utf8(code), true));
    return code;
  }

  /** What a front end or an app sends: the codes in it, and the start password. */
  public static void typed(@Nullable JsonObject body) {
    if (body == null) return;
    for (var field : new String[] {"code", "nextCode", "startPassword"})
      if (body.getValue(field) instanceof String typed) code(typed);
  }

  /** Fobs' seeds, and the codes that they show at a time. */
  public static List<Fob> shownBy(List<Fob> fobs, Instant when) {
    for (var fob : fobs) {
      var seed = Objects.requireNonNull(fob.seed());
      seed(seed.reveal());
      code(Totp.code(seed, Objects.requireNonNull(fob.rule()), fob.clock(when)));
    }
    return fobs;
  }

  /** An API key; its last part alone is one too. */
  public static String apiKey(String key) {
    KNOWN.add(new Needle("API key", utf8(key.substring(key.lastIndexOf('.') + 1)), false));
    return key;
  }

  public static void password(String password) {
    KNOWN.add(new Needle("password", utf8(password), false));
  }

  /** A master key's file. */
  public static void masterKey(Path file) {
    var words = read(file).strip().split(" ", 2);
    KNOWN.addAll(Spellings.of("master key", Base64.getDecoder().decode(words[1])));
  }

  /** The passwords of an embedded database. */
  public static void database(Path directory) {
    for (var line : read(directory.resolve("passwords")).lines().toList())
      password(line.substring(line.indexOf('=') + 1));
  }

  /** All that lies in a demo's directory. */
  public static JsonObject demo(Path directory, JsonObject announcement) throws IOException {
    apiKey(announcement.getString("apiKey"));
    database(directory.resolve("postgresql"));
    masterKey(directory.resolve("master.key"));
    for (var key : PskcReader.read(directory.resolve("fobs.pskc.xml"))) seed(key.seed().reveal());
    return announcement;
  }

  private static boolean isCode(String code) {
    if (!code.matches("[0-9]{6,8}")) return false;
    int number = Integer.parseInt(code);
    boolean counted = code.length() == 6 && number % COUNTED_FROM < COUNTED && number < LAST_COUNT;
    return !counted && !"0123456789".contains(code) && code.chars().distinct().count() > 1;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
