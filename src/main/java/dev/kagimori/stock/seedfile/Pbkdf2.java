package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.xml.stream.XMLStreamException;

/**
 * How a key is derived from a password (RFC 6030 §6.2, RFC 8018 §5.2). The file says how much work
 * that is: within bounds.
 */
final class Pbkdf2 {
  static final String URI = "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2";

  /** Less than RFC 8018 §4.2 asks for protects nothing. */
  static final int ITERATIONS_MIN = 1_000;

  /** Some seconds of one core. */
  static final int ITERATIONS_MAX = 10_000_000;

  private static final int SALT_MIN = 8;
  private static final int SALT_MAX = 1_024;

  private byte[] salt = new byte[0];
  private int iterations;
  private int keyBytes;
  private String prf = "hmac-sha1";

  /** Reads the {@code KeyDerivationMethod} that has begun, and refuses what is out of bounds. */
  static Pbkdf2 read(PskcXml xml) throws XMLStreamException, Refused {
    var line = xml.line();
    if (!xml.attribute("Algorithm").endsWith("#pbkdf2"))
      throw Refused.file(
          Reason.NOT_SUPPORTED,
          line,
          "KeyDerivationMethod",
          "PBKDF2 だけが使えます。",
          "Only PBKDF2 can be used.");
    var read = new Pbkdf2();
    xml.children(_ -> xml.children(_ -> read.parameter(xml)));
    read.check(line);
    return read;
  }

  private void parameter(PskcXml xml) throws XMLStreamException, Refused {
    switch (xml.name()) {
      case "Salt" ->
          xml.children(_ -> {
            if (!xml.name().equals("Specified"))
              throw Refused.file(
                  Reason.NOT_SUPPORTED,
                  xml.line(),
                  "Salt",
                  "Specified だけが使えます。",
                  "Only Specified can be used.");
            salt = fatal(xml);
          });
      case "IterationCount" -> iterations = number(xml, "IterationCount");
      case "KeyLength" -> keyBytes = number(xml, "KeyLength");
      case "PRF" -> {
        var attribute = xml.attribute("Algorithm");
        var text = xml.text().strip(); // where some write it
        var name = SealedValue.fragment(attribute.isEmpty() ? text : attribute);
        if (!name.isEmpty()) prf = name;
      }
      default -> {}
    }
  }

  private static byte[] fatal(PskcXml xml) throws XMLStreamException, Refused {
    try {
      return xml.bytes("Salt");
    } catch (Refused e) {
      throw e.ofFile();
    }
  }

  /** -1 where it is too large or no number. */
  private static int number(PskcXml xml, String field) throws XMLStreamException, Refused {
    var line = xml.line();
    var text = xml.text().strip();
    var digits = text.length();
    if (digits == 0 || !text.chars().allMatch(c -> c >= '0' && c <= '9'))
      throw Refused.file(Reason.MALFORMED, line, field, "整数ではありません。", "Is not a whole number.");
    return digits > 9 ? -1 : Integer.parseInt(text);
  }

  private void check(int line) throws Refused {
    if (salt.length < SALT_MIN || salt.length > SALT_MAX)
      throw Refused.file(
          salt.length == 0 ? Reason.MISSING : Reason.OUT_OF_RANGE,
          line,
          "Salt",
          "8 から 1024 バイトの salt が要ります。",
          "Needs a salt of 8 to 1024 bytes.");
    if (iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX)
      throw Refused.file(
          iterations == 0 ? Reason.MISSING : Reason.OUT_OF_RANGE,
          line,
          "IterationCount",
          "1,000 から 10,000,000 です。",
          "Must be 1,000 to 10,000,000.");
    if (keyBytes != 16 && keyBytes != 24 && keyBytes != 32)
      throw Refused.file(
          keyBytes == 0 ? Reason.MISSING : Reason.OUT_OF_RANGE,
          line,
          "KeyLength",
          "16、24、32 バイトのどれかです。",
          "Must be 16, 24 or 32 bytes.");
    if (factory().isEmpty())
      throw Refused.file(
          Reason.NOT_SUPPORTED,
          line,
          "PRF",
          "HMAC-SHA1、SHA224、SHA256、SHA384、SHA512 のどれかです。",
          "Must be HMAC with SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512.");
  }

  private String factory() {
    return switch (prf) {
      case "hmac-sha1" -> "PBKDF2WithHmacSHA1";
      case "hmac-sha224" -> "PBKDF2WithHmacSHA224";
      case "hmac-sha256" -> "PBKDF2WithHmacSHA256";
      case "hmac-sha384" -> "PBKDF2WithHmacSHA384";
      case "hmac-sha512" -> "PBKDF2WithHmacSHA512";
      default -> "";
    };
  }

  byte[] derive(char[] password) {
    return derive(factory(), password, salt, iterations, keyBytes);
  }

  static byte[] derive(String factory, char[] password, byte[] salt, int iterations, int keyBytes) {
    var spec = new PBEKeySpec(password, salt, iterations, keyBytes * 8);
    try {
      return SecretKeyFactory.getInstance(factory).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + factory, e);
    } finally {
      spec.clearPassword();
    }
  }
}
