package dev.kagimori.database;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The passwords of an embedded PostgreSQL's three roles, in a file that the owner alone reads. */
record EmbeddedSecrets(String superuser, String owner, String service) {
  private static final int BYTES = 24;

  /** Reads the file, or makes passwords and writes it. */
  static EmbeddedSecrets at(Path file) throws IOException {
    if (!Files.exists(file)) {
      var made = new EmbeddedSecrets(random(), random(), random());
      OwnerOnly.write(file, made.text());
      return made;
    }
    OwnerOnly.check(file);
    var values = new Properties();
    values.load(new StringReader(Files.readString(file)));
    return new EmbeddedSecrets(
        value(values, "postgres", file),
        value(values, Database.OWNER_ROLE, file),
        value(values, Database.SERVICE_ROLE, file));
  }

  private static String value(Properties values, String name, Path file) {
    var value = values.getProperty(name);
    if (value == null || value.isEmpty())
      throw new CannotStart(
          "%s に %s のパスワードがありません。バックアップから戻してください。".formatted(file, name),
          "%s lacks the password of %s. Restore it from a backup.".formatted(file, name));
    return value;
  }

  private String text() {
    var out = new StringWriter();
    out.write("postgres=" + superuser + "\n");
    out.write(Database.OWNER_ROLE + "=" + owner + "\n");
    out.write(Database.SERVICE_ROLE + "=" + service + "\n");
    return out.toString();
  }

  static String random() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "EmbeddedSecrets";
  }
}
