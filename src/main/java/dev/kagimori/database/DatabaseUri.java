package dev.kagimori.database;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is and as whom to go there.
 *
 * <p>{@code postgresql://user:password@host:port/database?sslmode=verify-full&sslrootcert=FILE}; in
 * place of the password, {@code passwordfile=FILE}. TLS with the certificate and the name verified
 * is the default; {@code sslmode=disable} is for loopback alone, and other modes are refused. The
 * password is in no message and no {@link #toString}.
 */
public final class DatabaseUri {
  private static final Set<String> OPTIONS = Set.of("sslmode", "sslrootcert", "passwordfile");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
  private static final int PASSWORD_FILE_MAX = 4096;

  private final String host;
  private final int port;
  private final String database;
  private final String user;
  private final String password;
  private final boolean encrypted;
  private final @Nullable Path rootCert;

  private DatabaseUri(
      String host,
      int port,
      String database,
      String user,
      String password,
      boolean encrypted,
      @Nullable Path rootCert) {
    this.host = host;
    this.port = port;
    this.database = database;
    this.user = user;
    this.password = password;
    this.encrypted = encrypted;
    this.rootCert = rootCert;
  }

  /**
   * Reads a URI, and the password file that it names.
   *
   * @throws CannotStart when it cannot be used; names the part and the remedy
   */
  public static DatabaseUri parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw refused("形式が正しくありません", "is not a URI", null); // its message would show the password
    }
    if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme()))
      throw refused("postgresql:// で始めてください", "must begin with postgresql://", null);
    var host = uri.getHost();
    if (host == null || host.isEmpty()) throw refused("ホスト名がありません", "names no host", null);
    var path = uri.getPath();
    if (path == null || path.length() < 2 || path.indexOf('/', 1) > 0)
      throw refused("データベース名がありません", "names no database", null);
    var account = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    var colon = account.indexOf(':');
    var user = decoded(colon < 0 ? account : account.substring(0, colon));
    if (user.isEmpty()) throw refused("利用者名がありません", "names no user", null);

    var options = options(uri.getRawQuery());
    var encrypted = encrypted(options.getOrDefault("sslmode", "verify-full"), host);
    var password = password(colon < 0 ? null : decoded(account.substring(colon + 1)), options);
    var rootCert = options.get("sslrootcert");
    if (rootCert != null && !Files.isReadable(Path.of(rootCert)))
      throw refused(
          "sslrootcert が読めません: " + rootCert, "sslrootcert cannot be read: " + rootCert, null);
    var port = uri.getPort() < 0 ? 5432 : uri.getPort();
    var cert = rootCert == null ? null : Path.of(rootCert);
    return new DatabaseUri(host, port, path.substring(1), user, password, encrypted, cert);
  }

  /** Our own PostgreSQL on this machine. */
  static DatabaseUri loopback(int port, String database, String user, String password) {
    return new DatabaseUri("127.0.0.1", port, database, user, password, false, null);
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public String database() {
    return database;
  }

  public String user() {
    return user;
  }

  String password() {
    return password;
  }

  boolean encrypted() {
    return encrypted;
  }

  Optional<Path> rootCert() {
    return Optional.ofNullable(rootCert);
  }

  private static boolean encrypted(String mode, String host) {
    return switch (mode) {
      case "verify-full" -> true;
      case "disable" -> {
        if (!LOOPBACK.matcher(host).matches())
          throw refused(
              "sslmode=disable は同じ機械(127.0.0.1)でのみ使えます。sslmode=verify-full にしてください",
              "may have sslmode=disable on this machine (127.0.0.1) alone; use verify-full",
              null);
        yield false;
      }
      default ->
          throw refused(
              "sslmode は verify-full か disable です", "has sslmode verify-full or disable", null);
    };
  }

  private static String password(@Nullable String inline, Map<String, String> options) {
    var file = options.get("passwordfile");
    if ((inline == null) == (file == null))
      throw refused(
          "パスワードを URI か passwordfile のどちらか一方で指定してください",
          "needs a password in itself or by passwordfile, and not both",
          null);
    if (file == null) return Objects.requireNonNull(inline);
    try {
      if (Files.size(Path.of(file)) > PASSWORD_FILE_MAX) throw new IOException("too long");
      var password = Files.readString(Path.of(file)).stripTrailing();
      if (password.isEmpty()) throw new IOException("empty");
      return password;
    } catch (IOException e) {
      throw refused("passwordfile が読めません: " + file, "passwordfile cannot be read: " + file, e);
    }
  }

  private static Map<String, String> options(@Nullable String query) {
    var options = new HashMap<String, String>();
    if (query == null || query.isEmpty()) return options;
    for (var pair : query.split("&", -1)) {
      var equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      if (!OPTIONS.contains(name) || equals < 0)
        throw refused(
            "使えるオプションは sslmode, sslrootcert, passwordfile です",
            "may have the options sslmode, sslrootcert, passwordfile",
            null);
      if (options.put(name, decoded(pair.substring(equals + 1))) != null)
        throw refused(name + " が二度あります", "has " + name + " twice", null);
    }
    return options;
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused("% の使い方が正しくありません", "has a % that encodes nothing", null);
    }
  }

  private static CannotStart refused(String ja, String en, @Nullable Throwable cause) {
    return new CannotStart(
        List.of(new CannotStart.Reason("データベースの URI: " + ja + "。", "The database URI " + en + ".")),
        cause);
  }

  @Override
  public String toString() {
    return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
  }
}
