package dev.kagimori.keyring;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A master key in a file that its owner alone may read. */
public final class MasterKeyFile implements MasterKey {
  private static final int KEY = 32;
  private static final String HEAD = "kagimori-master-key-1 ";
  private static final Pattern FORM = Pattern.compile("\\Q" + HEAD + "\\E([A-Za-z0-9+/]{43}=)\n?");
  private static final int LENGTH_MAX = 200;

  private final SecretKey key;

  private MasterKeyFile(byte[] bytes) {
    key = new SecretKeySpec(bytes, "AES");
  }

  /**
   * Reads the key.
   *
   * @throws CannotStart when it is missing or malformed, or when others may read it or write to its
   *     directory
   */
  public static MasterKeyFile read(Path file) {
    try {
      if (!Files.exists(file))
        throw new CannotStart(
            "マスターキーのファイル %s がありません。データベースには、この鍵でしか開けないシードがあります。バックアップから戻してください。".formatted(file),
            ("The master key file %s is missing, and the database has seeds that nothing else"
                    + " opens. Restore it from a backup.")
                .formatted(file));
      OwnerOnly.check(file);
      return new MasterKeyFile(parse(file));
    } catch (IOException e) {
      throw new CannotStart(
          "マスターキーのファイル %s が読めません。所有者を確かめてください。".formatted(file),
          "The master key file %s cannot be read. Check who owns it.".formatted(file),
          e);
    }
  }

  /**
   * Makes a random key and its file (0600, in a directory of 0700 where there is none), never over
   * another.
   */
  static MasterKeyFile create(Path file) {
    var bytes = Aead.random(KEY);
    try {
      var directory = file.toAbsolutePath().getParent();
      if (directory != null) OwnerOnly.directory(directory);
      OwnerOnly.check(file);
      if (Files.exists(file)) throw new IOException("exists");
      OwnerOnly.write(file, HEAD + Base64.getEncoder().encodeToString(bytes) + "\n");
      return new MasterKeyFile(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("making the master key file " + file, e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] parse(Path file) throws IOException {
    var text = Files.size(file) > LENGTH_MAX ? "" : Files.readString(file);
    var matcher = FORM.matcher(text);
    if (!matcher.matches())
      throw new CannotStart(
          "マスターキーのファイル %s の形式が正しくありません。バックアップから戻してください。".formatted(file),
          "The master key file %s is malformed. Restore it from a backup.".formatted(file));
    return Base64.getDecoder().decode(matcher.group(1));
  }

  @Override
  public byte[] wrap(byte[] clear, byte[] associatedData) throws GeneralSecurityException {
    return Aead.seal(key, clear, associatedData);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) throws GeneralSecurityException {
    return Aead.open(key, wrapped, associatedData);
  }

  @Override
  public String toString() {
    return "MasterKeyFile";
  }
}
