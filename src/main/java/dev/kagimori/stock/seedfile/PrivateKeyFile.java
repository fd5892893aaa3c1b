package dev.kagimori.stock.seedfile;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/** Reads an RSA private key out of a PEM file (RFC 7468 §10: PKCS #8, not encrypted). */
public final class PrivateKeyFile {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private PrivateKeyFile() {}

  /**
   * The key; empty where the text has none, or one of another kind.
   *
   * @param pem not wiped here
   */
  public static Optional<TransportKey> parse(char[] pem) {
    var begin = indexOf(pem, BEGIN, 0);
    var end = begin < 0 ? -1 : indexOf(pem, END, begin);
    if (end < 0) return Optional.empty();
    var body = Arrays.copyOfRange(pem, begin + BEGIN.length(), end);
    var bytes = Base64Text.decode(body, body.length);
    Arrays.fill(body, '\0');
    if (bytes == null) return Optional.empty();
    try {
      var spec = new PKCS8EncodedKeySpec(bytes);
      return Optional.of(
          TransportKey.privateKey(KeyFactory.getInstance("RSA").generatePrivate(spec)));
    } catch (GeneralSecurityException e) { // no RSA key
      return Optional.empty();
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static int indexOf(char[] text, String sought, int from) {
    for (var i = from; i + sought.length() <= text.length; i++) {
      var at = 0;
      while (at < sought.length() && text[i + at] == sought.charAt(at)) at++;
      if (at == sought.length()) return i;
    }
    return -1;
  }
}
