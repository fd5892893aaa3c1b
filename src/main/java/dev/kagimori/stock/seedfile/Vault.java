package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a container's encrypted values. Each is authenticated first, over initialisation vector and
 * cipher text (RFC 6030 §6.1.1). A value that does not open breaks the whole file: it was changed,
 * or the key is wrong, and to tell of each value whether it opens would answer those who try.
 */
final class Vault implements AutoCloseable {
  private final TransportKey transport;
  private final SealedValue macKey = new SealedValue();
  private @Nullable EncryptionKey key;
  private @Nullable Decryptor decryptor;
  private String macName = "";
  private @Nullable Mac mac;
  private boolean proven;

  Vault(TransportKey transport) {
    this.transport = transport;
  }

  /** Reads the {@code EncryptionKey} that has begun. */
  void encryptionKey(PskcXml xml) throws XMLStreamException, Refused {
    if (key != null) throw two(xml.line(), "EncryptionKey");
    key = EncryptionKey.read(xml);
  }

  /** Reads the {@code MACMethod} that has begun. */
  void macMethod(PskcXml xml) throws XMLStreamException, Refused {
    var line = xml.line();
    if (!macName.isEmpty()) throw two(line, "MACMethod");
    var uri = xml.attribute("Algorithm");
    if (uri.isEmpty()) return; // says nothing: what needs a MAC has none
    macName = macName(line, uri);
    macKey.reset(line, "MACKey");
    try {
      xml.children(name -> {
        if (name.equals("MACKey")) macKey.read(xml);
      });
    } catch (Refused e) {
      throw e.ofFile();
    }
  }

  private static Refused two(int line, String field) {
    return Refused.file(Reason.MALFORMED, line, field, "二つあります。", "There are two.");
  }

  private static String macName(int line, String uri) throws Refused {
    return switch (uri) {
      case "http://www.w3.org/2000/09/xmldsig#hmac-sha1" -> "HmacSHA1";
      case "http://www.w3.org/2001/04/xmldsig-more#hmac-sha224" -> "HmacSHA224";
      case "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256" -> "HmacSHA256";
      case "http://www.w3.org/2001/04/xmldsig-more#hmac-sha384" -> "HmacSHA384";
      case "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512" -> "HmacSHA512";
      default ->
          throw Refused.file(
              Reason.NOT_SUPPORTED,
              line,
              "MACMethod",
              "HMAC-SHA1、SHA224、SHA256、SHA384、SHA512 のどれかです。",
              "Must be HMAC with SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512.");
    };
  }

  boolean hasKey() {
    return key != null;
  }

  /** A value in clear; the caller wipes it. */
  byte[] open(SealedValue sealed) throws Refused {
    var own = decryptor(sealed.line());
    var cipher = sealed.cipher();
    if (!own.fits(cipher)) throw doesNotFit(sealed);
    authenticate(sealed, cipher);
    return open(own, sealed);
  }

  private Decryptor decryptor(int line) throws Refused {
    if (decryptor != null) return decryptor;
    if (key == null)
      throw Refused.file(
          Reason.MISSING,
          line,
          "EncryptionKey",
          "暗号化された値があるのに、鍵の説明がありません。",
          "Has encrypted values, but does not say with which key.");
    var opened = key.open(transport);
    decryptor = opened;
    return opened;
  }

  private void authenticate(SealedValue sealed, PskcCipher cipher) throws Refused {
    var stated = sealed.mac();
    if (macName.isEmpty()) {
      if (!cipher.needsMac() && stated == null) return;
      throw macMissing(sealed.line(), "MACMethod");
    }
    if (stated == null) {
      if (!cipher.needsMac() && !cipher.isRsa()) return; // the cipher does it itself
      throw macMissing(sealed.line(), "ValueMAC");
    }
    if (!MessageDigest.isEqual(mac().doFinal(sealed.bytes()), stated))
      throw Refused.file(
          Reason.MAC_WRONG,
          sealed.line(),
          "ValueMAC",
          proven
              ? "MAC が一致しません。ファイルが途中で変わっています。もう一度受け取ってください。"
              : "MAC が一致しません。鍵が違うか、ファイルが途中で変わっています。",
          proven
              ? "The MAC is wrong: the file was changed on its way. Fetch it again."
              : "The MAC is wrong: the transport key is, or the file was changed on its way.");
    proven = true;
  }

  private static Refused macMissing(int line, String field) {
    return Refused.file(
        Reason.MAC_MISSING,
        line,
        field,
        "MAC がないので、暗号文が本物か分かりません。MAC 付きで作り直してもらってください。",
        "There is no MAC, so that nothing vouches for the cipher text. Ask for a file with MACs.");
  }

  private Mac mac() throws Refused {
    if (mac != null) return mac;
    var own = decryptor(macKey.line());
    if (macKey.isEmpty()) throw macMissing(macKey.line(), "MACKey");
    if (!own.fits(macKey.cipher())) throw doesNotFit(macKey);
    var bytes = open(own, macKey);
    try {
      if (bytes.length == 0) throw wrongKey(macKey.line(), "MACKey");
      var made = Mac.getInstance(macName);
      made.init(new SecretKeySpec(bytes, macName));
      mac = made;
      return made;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + macName, e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  static byte[] open(Decryptor decryptor, SealedValue sealed) throws Refused {
    var cipher = sealed.cipher();
    var padding = cipher.kind == PskcCipher.Kind.RSA_OAEP ? sealed.padding() : null;
    if (!decryptor.fits(cipher)) throw doesNotFit(sealed);
    try {
      return decryptor.open(cipher, sealed.bytes(), padding);
    } catch (GeneralSecurityException e) { // says which part of the padding is wrong
      throw wrongKey(sealed.line(), sealed.field());
    }
  }

  private static Refused doesNotFit(SealedValue sealed) throws Refused {
    var bytes = sealed.cipher().keyBytes; // 0: RSA
    return Refused.file(
        Reason.WRONG_KEY,
        sealed.line(),
        sealed.field(),
        "鍵の種類か長さが、ファイルの暗号と合いません。"
            + (bytes == 0
                ? "RSA の秘密鍵が要ります。"
                : "%d バイト(16 進数 %d 桁)の鍵が要ります。".formatted(bytes, 2 * bytes)),
        "The key's kind or length is not that of the file's cipher, which needs "
            + (bytes == 0
                ? "an RSA private key."
                : "a key of %d bytes (%d hex digits).".formatted(bytes, 2 * bytes)));
  }

  private static Refused wrongKey(int line, String field) {
    return Refused.file(
        Reason.WRONG_KEY,
        line,
        field,
        "この鍵では復号できません。鍵かパスワードを確認してください。",
        "This key does not open it; check the key or the password.");
  }

  @Override
  public void close() {
    if (decryptor != null) decryptor.close();
    mac = null;
  }
}
