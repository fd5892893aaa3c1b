package dev.kagimori.cli;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.mail.Smtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which SMTP server takes mails. */
final class SmtpOptions {
  private static final Pattern SERVER = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:]+):([0-9]{1,5})");
  private static final int PASSWORD_MAX = 1_000;

  @Option(
      names = "--smtp",
      paramLabel = "HOST:PORT",
      description = "the SMTP server that takes mails; without it they wait in the outbox")
  private @Nullable String server;

  @Option(
      names = "--smtp-tls",
      defaultValue = "REQUIRED",
      description = "STARTTLS: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
  private Smtp.Tls tls = Smtp.Tls.REQUIRED;

  @Option(names = "--smtp-user", paramLabel = "NAME", description = "where the server asks for one")
  private @Nullable String user;

  @Option(
      names = "--smtp-password-file",
      paramLabel = "FILE",
      description = "one line; for its owner alone")
  private @Nullable Path passwordFile;

  @Option(
      names = "--smtp-root-cert",
      paramLabel = "PEM",
      description = "the authorities of the server's certificate; default: Java's own")
  private @Nullable Path rootCert;

  /**
   * Empty without {@code --smtp}.
   *
   * @throws CannotStart when they don't fit together, or the file can't be read
   */
  Optional<Smtp> smtp() {
    if (server == null) {
      if (user != null || passwordFile != null || rootCert != null)
        throw new CannotStart("--smtp HOST:PORT も指定してください。", "Give --smtp HOST:PORT too.");
      return Optional.empty();
    }
    var parts = SERVER.matcher(server);
    if (!parts.matches() || port(parts.group(2)) == 0)
      throw new CannotStart(
          "--smtp は mail.example.jp:587 のように指定してください。",
          "--smtp is HOST:PORT, such as mail.example.jp:587.");
    var host = parts.group(1).replaceAll("[\\[\\]]", "");
    var smtp = Smtp.of(host, port(parts.group(2)), tls);
    if (rootCert != null) smtp = smtp.withRootCert(readable(rootCert));
    return Optional.of(login().map(smtp::withLogin).orElse(smtp));
  }

  private static int port(String digits) {
    int port = Integer.parseInt(digits);
    return port <= 65_535 ? port : 0;
  }

  private Optional<Smtp.Login> login() {
    if (user == null && passwordFile == null) return Optional.empty();
    if (user == null || passwordFile == null)
      throw new CannotStart(
          "--smtp-user と --smtp-password-file は両方指定してください。",
          "Give both --smtp-user and --smtp-password-file.");
    if (tls != Smtp.Tls.REQUIRED)
      throw new CannotStart(
          "パスワードは暗号化した接続だけで送ります。--smtp-tls REQUIRED を指定してください。",
          "A password is sent on an encrypted line alone. Use --smtp-tls REQUIRED.");
    return Optional.of(new Smtp.Login(user, password(readable(passwordFile))));
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file))
      throw new CannotStart(
          "ファイル %s が読めません。".formatted(file), "The file %s can't be read.".formatted(file));
    return file;
  }

  private static String password(Path file) {
    try {
      OwnerOnly.check(file);
      var password = Files.size(file) > PASSWORD_MAX ? "" : Files.readString(file).strip();
      if (password.isEmpty() || password.lines().count() != 1)
        throw new CannotStart(
            "%s にはパスワードを1行で書いてください。".formatted(file),
            "%s has the password in one line.".formatted(file));
      return password;
    } catch (IOException e) {
      throw new CannotStart(
          "ファイル %s が読めません。".formatted(file), "The file %s can't be read.".formatted(file), e);
    }
  }
}
