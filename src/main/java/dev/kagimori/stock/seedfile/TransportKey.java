package dev.kagimori.stock.seedfile;

import java.security.PrivateKey;
import java.util.Arrays;
import javax.security.auth.DestroyFailedException;

/**
 * What opens an encrypted seed file. It comes by another way than the file (two-person rule); who
 * made it closes it, which wipes it.
 */
public sealed interface TransportKey extends AutoCloseable {
  /** For files in clear. */
  static TransportKey none() {
    return new None();
  }

  /**
   * A key that maker and institution share (RFC 6030 §6.1).
   *
   * @param bytes 16, 24 or 32, as the file's cipher asks; copied
   */
  static TransportKey preShared(byte[] bytes) {
    return new PreShared(bytes.clone());
  }

  /**
   * A password from which the key is derived (RFC 6030 §6.2).
   *
   * @param password copied
   */
  static TransportKey password(char[] password) {
    return new Password(password.clone());
  }

  /** The private key of the certificate that the maker encrypted for (RFC 6030 §6.3): RSA. */
  static TransportKey privateKey(PrivateKey key) {
    return new Asymmetric(key);
  }

  @Override
  void close();

  /** No key. */
  final class None implements TransportKey {
    private None() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "TransportKey(none)";
    }
  }

  /** A pre-shared key. */
  final class PreShared implements TransportKey {
    private final byte[] bytes;

    private PreShared(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Not a copy. */
    byte[] bytes() {
      return bytes;
    }

    @Override
    public void close() {
      Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
      return "TransportKey(pre-shared)";
    }
  }

  /** A password. */
  final class Password implements TransportKey {
    private final char[] chars;

    private Password(char[] chars) {
      this.chars = chars;
    }

    /** Not a copy. */
    char[] chars() {
      return chars;
    }

    @Override
    public void close() {
      Arrays.fill(chars, '\0');
    }

    @Override
    public String toString() {
      return "TransportKey(password)";
    }
  }

  /** A private key. */
  final class Asymmetric implements TransportKey {
    private final PrivateKey key;

    private Asymmetric(PrivateKey key) {
      this.key = key;
    }

    PrivateKey key() {
      return key;
    }

    @Override
    public void close() {
      try {
        key.destroy();
      } catch (DestroyFailedException e) {
        // the platform's keys in memory cannot be wiped; nothing is left to do
      }
    }

    @Override
    public String toString() {
      return "TransportKey(private key)";
    }
  }
}
