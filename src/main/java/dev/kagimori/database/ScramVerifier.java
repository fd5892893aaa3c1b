package dev.kagimori.database;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL keeps of a password (RFC 5803): it proves that a client knows the password, and
 * the password can't be had from it.
 */
final class ScramVerifier {
  /** As PostgreSQL itself does by default. */
  private static final int ITERATIONS = 4096;

  private static final int SALT = 16;
  private static final int KEY_BITS = 256;

  private ScramVerifier() {}

  /**
   * Makes a verifier for SCRAM-SHA-256 (RFC 7677) with a salt of its own.
   *
   * @param password of ASCII alone, which SASLprep leaves as it is
   */
  static String of(String password) {
    var salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    return of(password, salt, ITERATIONS);
  }

  static String of(String password, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BITS);
    try {
      var salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      var stored = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
      var text = Base64.getEncoder();
      return "SCRAM-SHA-256$%d:%s$%s:%s"
          .formatted(
              iterations,
              text.encodeToString(salt),
              text.encodeToString(stored),
              text.encodeToString(hmac(salted, "Server Key")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC and PBKDF2 with SHA-256 are part of the JDK", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }
}
