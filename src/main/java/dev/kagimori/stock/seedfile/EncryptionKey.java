package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * What a container says of the key that its values are encrypted with (RFC 6030 §6): named, to be
 * derived from a password, of a certificate, or itself encrypted.
 */
final class EncryptionKey {
  private final int line;
  private boolean known;
  private boolean certificate;
  private @Nullable Pbkdf2 derivation;
  private @Nullable SealedValue wrapped;

  private EncryptionKey(int line) {
    this.line = line;
  }

  static EncryptionKey read(PskcXml xml) throws XMLStreamException, Refused {
    var key = new EncryptionKey(xml.line());
    try {
      xml.children(_ -> key.part(xml));
    } catch (Refused e) {
      throw e.ofFile();
    }
    if (!key.known)
      throw Refused.file(
          Reason.MISSING,
          key.line,
          "EncryptionKey",
          "鍵の名前、パスワードの条件、証明書のどれもありません。",
          "Names no key, derivation or certificate.");
    return key;
  }

  private void part(PskcXml xml) throws XMLStreamException, Refused {
    switch (xml.name()) {
      case "KeyName" -> {}
      case "X509Data", "KeyValue" -> certificate = true;
      case "EncryptedKey" -> {
        wrapped = new SealedValue();
        wrapped.reset(xml.line(), "EncryptedKey");
        wrapped.read(xml);
      }
      case "DerivedKey" ->
          xml.children(_ -> {
            if (xml.name().equals("KeyDerivationMethod")) derivation = Pbkdf2.read(xml);
          });
      default ->
          throw Refused.file(
              Reason.NOT_SUPPORTED,
              xml.line(),
              "EncryptionKey",
              "この鍵の渡し方は使えません。",
              "This way to convey the key is not supported.");
    }
    known = true;
  }

  /** What decrypts, made of the transport key. */
  Decryptor open(TransportKey key) throws Refused {
    if (key instanceof TransportKey.None)
      throw refused(
          Reason.KEY_NEEDED,
          "ファイルは暗号化されています。" + needed(true) + "を別の担当者が登録してください。",
          "The file is encrypted: another member of staff has to give " + needed(false) + ".");
    if (wrapped != null) return unwrap(wrapped, key);
    if (derivation != null) {
      if (key instanceof TransportKey.Password password)
        return Decryptor.symmetric(derivation.derive(password.chars()));
    } else if (certificate) {
      if (key instanceof TransportKey.Asymmetric own) return Decryptor.rsa(own.key());
    } else if (key instanceof TransportKey.PreShared shared) {
      return Decryptor.symmetric(shared.bytes().clone());
    }
    throw refused(
        Reason.WRONG_KEY,
        "鍵の種類が違います。" + needed(true) + "が要ります。",
        "The key is of another kind; " + needed(false) + " is needed.");
  }

  private String needed(boolean ja) {
    if (derivation != null) return ja ? "パスワード" : "the password";
    if (certificate || (wrapped != null && wrapped.isRsa()))
      return ja ? "証明書の秘密鍵" : "the certificate's private key";
    return ja ? "事前共有鍵" : "the pre-shared key";
  }

  /** The key itself is encrypted, with RSA or under a pre-shared key (XML Encryption §3.5.1). */
  private Decryptor unwrap(SealedValue sealed, TransportKey key) throws Refused {
    var cipher = sealed.cipher();
    var outer =
        switch (key) {
          case TransportKey.Asymmetric own -> Decryptor.rsa(own.key());
          case TransportKey.PreShared shared -> Decryptor.symmetric(shared.bytes().clone());
          case TransportKey.Password _, TransportKey.None _ -> null;
        };
    if (outer == null || cipher.needsMac())
      throw refused(
          outer == null ? Reason.WRONG_KEY : Reason.NOT_SUPPORTED,
          "EncryptedKey は RSA か AES-KW で、" + needed(true) + "が要ります。",
          "An EncryptedKey is of RSA or AES-KW, and needs " + needed(false) + ".");
    try (outer) {
      return Decryptor.symmetric(Vault.open(outer, sealed));
    }
  }

  private Refused refused(Reason reason, String ja, String en) {
    return Refused.file(reason, line, "EncryptionKey", ja, en);
  }
}
