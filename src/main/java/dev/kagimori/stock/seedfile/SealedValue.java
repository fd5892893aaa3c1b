package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * What was encrypted, as it stands in the file: an {@code xenc:EncryptedDataType} or {@code
 * xenc:EncryptedKey}, with the MAC beside it. One is filled again and again.
 */
final class SealedValue {
  private int line;
  private String field = "";
  private String uri = "";
  private @Nullable PskcCipher cipher;
  private String digest = "";
  private String mask = "";
  private byte @Nullable [] bytes;
  private byte @Nullable [] mac;

  void reset(int at, String shown) {
    line = at;
    field = shown;
    uri = "";
    digest = "";
    mask = "";
    bytes = null;
    mac = null;
  }

  boolean isEmpty() {
    return bytes == null;
  }

  boolean isRsa() {
    return cipher != null && cipher.isRsa();
  }

  int line() {
    return line;
  }

  String field() {
    return field;
  }

  /** Reads the element that has begun. */
  void read(PskcXml xml) throws XMLStreamException, Refused {
    xml.children(_ -> {
      switch (xml.name()) {
        case "EncryptionMethod" -> method(xml);
        case "CipherData" -> xml.children(_ -> data(xml));
        default -> {} // KeyInfo and such: one key is known for the whole file
      }
    });
  }

  private void method(PskcXml xml) throws XMLStreamException, Refused {
    var algorithm = xml.attribute("Algorithm");
    if (!algorithm.equals(uri)) {
      uri = algorithm;
      if (cipher == null || !cipher.uri.equals(algorithm)) cipher = PskcCipher.of(algorithm);
    }
    xml.children(_ -> {
      switch (xml.name()) {
        case "DigestMethod" -> digest = fragment(xml.attribute("Algorithm"));
        case "MGF" -> mask = fragment(xml.attribute("Algorithm"));
        case "KeySize" -> {} // the cipher's name says it
        default ->
            throw Refused.file(
                Reason.NOT_SUPPORTED,
                xml.line(),
                "EncryptionMethod",
                "この指定のある暗号は使えません。",
                "This cipher's parameters are not supported.");
      }
    });
  }

  private void data(PskcXml xml) throws XMLStreamException, Refused {
    if (!xml.name().equals("CipherValue") || bytes != null)
      throw Refused.key(
          Reason.NOT_SUPPORTED,
          xml.line(),
          field,
          "CipherValue が一つだけ要ります。",
          "Needs one CipherValue, and nothing else.");
    bytes = xml.bytes(field);
  }

  void mac(PskcXml xml) throws XMLStreamException, Refused {
    if (mac != null)
      throw Refused.key(Reason.MALFORMED, xml.line(), "ValueMAC", "二つあります。", "There are two.");
    mac = xml.bytes("ValueMAC");
  }

  byte @Nullable [] mac() {
    return mac;
  }

  /** Initialisation vector and cipher text. */
  byte[] bytes() throws Refused {
    if (bytes == null)
      throw Refused.key(
          Reason.MISSING, line, field, "CipherValue がありません。", "The CipherValue is missing.");
    return bytes;
  }

  PskcCipher cipher() throws Refused {
    if (uri.isEmpty())
      throw Refused.file(
          Reason.MISSING, line, "EncryptionMethod", "暗号の種類が書かれていません。", "The cipher is not stated.");
    if (cipher == null)
      throw Refused.file(
          Reason.NOT_SUPPORTED,
          line,
          "EncryptionMethod",
          "この暗号は使えません。AES-CBC、AES-GCM、AES-KW、RSA のどれかで作り直してもらってください。",
          "This cipher is not supported; ask for AES-CBC, AES-GCM, AES-KW or RSA.");
    return cipher;
  }

  /** Hash and mask of RSA-OAEP; SHA-1 where the file says nothing (XML Encryption 1.1 §5.5.2). */
  OAEPParameterSpec padding() throws Refused {
    return new OAEPParameterSpec(
        hash(digest), "MGF1", new MGF1ParameterSpec(hash(mask)), PSource.PSpecified.DEFAULT);
  }

  private String hash(String name) throws Refused {
    return switch (name) {
      case "", "sha1", "mgf1sha1" -> "SHA-1";
      case "sha256", "mgf1sha256" -> "SHA-256";
      case "sha384", "mgf1sha384" -> "SHA-384";
      case "sha512", "mgf1sha512" -> "SHA-512";
      default ->
          throw Refused.file(
              Reason.NOT_SUPPORTED,
              line,
              "DigestMethod",
              "SHA-1、SHA-256、SHA-384、SHA-512 のどれかです。",
              "Must be SHA-1, SHA-256, SHA-384 or SHA-512.");
    };
  }

  /** What follows the last #. */
  static String fragment(String uri) {
    return uri.substring(uri.lastIndexOf('#') + 1);
  }
}
