package dev.kagimori.stock.seedfile;

import static dev.kagimori.stock.seedfile.PskcMaker.XENC;
import static dev.kagimori.stock.seedfile.PskcMaker.encrypted;
import static dev.kagimori.stock.seedfile.PskcMaker.file;
import static dev.kagimori.stock.seedfile.PskcMaker.keyPackage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;

/** RFC 6030 §6.3: values encrypted for a certificate. */
class PskcCertificateTest {
  private final PskcSealed one = new PskcSealed();
  private final PskcMaker make = one.make;
  private final byte[] seed = one.seed;
  private final byte[] key = one.key;
  private final String method = one.method;

  private String good() {
    return one.good();
  }

  @Test
  void aCertificatesKeyOpensWhatWasEncryptedForIt() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    var pair = generator.generateKeyPair();
    generator.initialize(1_024);
    var other = generator.generateKeyPair();
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    var x509 =
        "<EncryptionKey><ds:X509Data><ds:X509Certificate>MIIB</ds:X509Certificate></ds:X509Data>"
            + "</EncryptionKey>";
    for (var uri : new String[] {"rsa-1_5", "rsa_1_5"}) {
      var value = make.seal(XENC + uri, pair.getPublic(), seed);
      var file = file(x509, keyPackage("GM1", encrypted("EncryptedValue", XENC + uri, value)));
      var own = PrivateKeyFile.parse(pem.toCharArray()).orElseThrow();
      assertArrayEquals(seed, Results.of(file, own).record().seed().reveal());
      Results.of(file, TransportKey.none()).broken(Reason.KEY_NEEDED, "EncryptionKey");
      Results.of(file, TransportKey.privateKey(other.getPrivate()))
          .broken(Reason.WRONG_KEY, "Secret");
    }
    var oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
    oaep.init(
        Cipher.ENCRYPT_MODE,
        pair.getPublic(),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT));
    var value = oaep.doFinal(seed);
    var text =
        encrypted("EncryptedValue", XENC + "rsa-oaep-mgf1p", value)
            .replace(
                "mgf1p\"/>",
                "mgf1p\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
                    + "</xenc:EncryptionMethod>");
    assertArrayEquals(
        seed,
        Results.of(file(x509, keyPackage("GM1", text)), TransportKey.privateKey(pair.getPrivate()))
            .record()
            .seed()
            .reveal());
    // the key itself encrypted for the certificate, the values under it
    var wrapped =
        "<EncryptionKey>"
            + encrypted(
                "xenc:EncryptedKey",
                XENC + "rsa-1_5",
                make.seal(XENC + "rsa-1_5", pair.getPublic(), key))
            + "</EncryptionKey>";
    var file = file(wrapped, method, good());
    assertArrayEquals(
        seed,
        Results.of(file, TransportKey.privateKey(pair.getPrivate())).record().seed().reveal());
    Results.of(file, TransportKey.preShared(key)).broken(Reason.WRONG_KEY, "EncryptedKey");
  }
}
