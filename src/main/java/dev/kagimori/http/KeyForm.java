package dev.kagimori.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The form of keys: a beginning that tells the door, then {@code INSTITUTION.NAME.SECRET}.
 *
 * <p>The secret has 256 random bits, so its plain hash, which is all that is stored, can't be
 * guessed from.
 *
 * @param begin up to the institution, its dot included
 */
public record KeyForm(String begin) {
  private static final int NAME = 32;
  private static final int SECRET = 43;

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(KeyForm::sha256);

  /**
   * A new key.
   *
   * @param text shown once and stored nowhere
   * @param hash what is stored
   */
  public record Made(String text, Buffer hash) {
    @Override
    public String toString() {
      return "Made";
    }
  }

  /** A key of the right form that somebody shows, taken apart. */
  public record Shown(Credentials.Identity identity, String secret) {
    /** Whether it is the key whose hash was stored; in constant time. */
    public boolean fits(Buffer stored) {
      return MessageDigest.isEqual(hash(secret), stored.getBytes());
    }

    @Override
    public String toString() {
      return "Shown(" + identity + ")";
    }
  }

  /** Makes a key. */
  public Made make(String institution, String name) {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return new Made(begin + institution + "." + name + "." + secret, Buffer.buffer(hash(secret)));
  }

  /** Takes a key apart; empty where it is not of this form. */
  public Optional<Shown> read(String bearer) {
    int first = begin.length();
    int second = bearer.indexOf('.', first);
    int third = bearer.indexOf('.', second + 1);
    if (!bearer.startsWith(begin)
        || second < 0
        || third < 0
        || !isName(bearer, first, second, 2)
        || !Ascii.isSmall(bearer.charAt(first))
        || !isName(bearer, second + 1, third, 1)
        || !isSecret(bearer, third + 1)) return Optional.empty();
    return Optional.of(
        new Shown(
            new Credentials.Identity(
                bearer.substring(first, second), bearer.substring(second + 1, third)),
            bearer.substring(third + 1)));
  }

  /** Small letters, digits and hyphens, the first of them no hyphen. */
  private static boolean isName(String text, int begin, int end, int least) {
    if (end - begin < least || end - begin > NAME || text.charAt(begin) == '-') return false;
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      if (!Ascii.isSmall(c) && !Ascii.isDigit(c) && c != '-') return false;
    }
    return true;
  }

  /** As many characters of base 64 for URLs (RFC 4648 §5) as 256 bits take. */
  private static boolean isSecret(String text, int begin) {
    if (text.length() - begin != SECRET) return false;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Ascii.isAlphanumeric(c) && c != '-' && c != '_') return false;
    }
    return true;
  }

  private static byte[] hash(String secret) {
    return SHA_256.get().digest(secret.getBytes(StandardCharsets.US_ASCII));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
