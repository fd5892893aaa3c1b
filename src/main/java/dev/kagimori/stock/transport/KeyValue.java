package dev.kagimori.stock.transport;

import dev.kagimori.stock.seedfile.PrivateKeyFile;
import dev.kagimori.stock.seedfile.SignerCertificate;
import dev.kagimori.stock.seedfile.TransportKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A transport key in clear, as it was typed. {@link #close} wipes it.
 *
 * <p>PRE_SHARED is 32, 48 or 64 hexadecimal digits, PASSWORD 8 to 1,024 characters, PRIVATE_KEY an
 * RSA key in PEM (PKCS #8, not encrypted), CERTIFICATE a maker's in PEM (X.509), which opens
 * nothing and says by whom a file has to be signed.
 */
public final class KeyValue implements AutoCloseable {
  /** What seeds that leave are closed with is harder to guess. */
  private static final int EXPORT_PASSWORD_MIN = 16;

  private static final int EXPORT_KEY_DIGITS = 64;
  private static final int PASSWORD_MIN = 8;
  private static final int PASSWORD_MAX = 1_024;
  private static final Set<Integer> HEX_DIGITS = Set.of(32, 48, 64);

  /** What it is. */
  public enum Kind {
    PRE_SHARED,
    PASSWORD,
    PRIVATE_KEY,
    CERTIFICATE
  }

  private final Kind kind;
  private final char[] text;

  private KeyValue(Kind kind, char[] text) {
    this.kind = kind;
    this.text = text;
  }

  /** Takes what was typed; empty: it is no such key. */
  public static Optional<KeyValue> of(Kind kind, String typed) {
    var text = (kind == Kind.PASSWORD ? typed : typed.strip()).toCharArray();
    var value = new KeyValue(kind, text);
    if (value.isWellFormed()) return Optional.of(value);
    value.close();
    return Optional.empty();
  }

  /** Blanks or zeros are what a form was left with, and no key. */
  private static boolean differ(char[] text) {
    for (char c : text) if (c != text[0]) return true;
    return false;
  }

  private boolean isWellFormed() {
    return switch (kind) {
      case PRE_SHARED -> HEX_DIGITS.contains(text.length) && areHex(text) && differ(text);
      case PASSWORD -> text.length >= PASSWORD_MIN && text.length <= PASSWORD_MAX && differ(text);
      case PRIVATE_KEY -> PrivateKeyFile.parse(text).map(KeyValue::closed).isPresent();
      case CERTIFICATE -> signer().isPresent();
    };
  }

  private Optional<PublicKey> signer() {
    var pem = new String(text).getBytes(StandardCharsets.UTF_8);
    return SignerCertificate.key(new ByteArrayInputStream(pem));
  }

  private static boolean areHex(char[] text) {
    for (var c : text) if (!HexFormat.isHexDigit(c)) return false;
    return true;
  }

  private static boolean closed(TransportKey key) {
    key.close();
    return true;
  }

  Kind kind() {
    return kind;
  }

  /** For sealing alone. */
  String text() {
    return new String(text);
  }

  /** What opens a file; the caller closes it. */
  public TransportKey toTransportKey() {
    return switch (kind) {
      case PRE_SHARED -> {
        var bytes = bytes();
        try {
          yield TransportKey.preShared(bytes);
        } finally {
          Arrays.fill(bytes, (byte) 0);
        }
      }
      case PASSWORD -> TransportKey.password(text);
      case PRIVATE_KEY ->
          PrivateKeyFile.parse(text).orElseThrow(() -> new IllegalStateException("checked before"));
      case CERTIFICATE -> throw new IllegalStateException("a certificate opens nothing");
    };
  }

  /** By whom a file has to be signed, of a CERTIFICATE. */
  public PublicKey toSigner() {
    if (kind != Kind.CERTIFICATE) throw new IllegalStateException("a " + kind + " signs nothing");
    return signer().orElseThrow(() -> new IllegalStateException("checked before"));
  }

  /** Whether seeds may leave under it: 256 bits, or a password of 16 characters. */
  public boolean isForExport() {
    return switch (kind) {
      case PRE_SHARED -> text.length == EXPORT_KEY_DIGITS;
      case PASSWORD -> text.length >= EXPORT_PASSWORD_MIN;
      case PRIVATE_KEY, CERTIFICATE -> false;
    };
  }

  /** A pre-shared key's bytes; the caller wipes them. */
  public byte[] bytes() {
    if (kind != Kind.PRE_SHARED) throw new IllegalStateException("a " + kind + " has no bytes");
    return HexFormat.of().parseHex(text, 0, text.length);
  }

  /** A password's characters; not a copy. */
  public char[] chars() {
    if (kind != Kind.PASSWORD) throw new IllegalStateException("a " + kind + " is no password");
    return text;
  }

  public boolean isPassword() {
    return kind == Kind.PASSWORD;
  }

  @Override
  public void close() {
    Arrays.fill(text, '\0');
  }

  @Override
  public String toString() {
    return "KeyValue(" + kind + ")";
  }
}
