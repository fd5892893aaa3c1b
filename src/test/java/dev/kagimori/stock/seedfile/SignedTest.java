package dev.kagimori.stock.seedfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import javax.xml.crypto.dsig.DigestMethod;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** RFC 6030 §7: a container that is signed. */
class SignedTest {
  private static KeyPair maker;
  private static KeyPair other;

  private final byte[] seed = new PskcMaker(7).seed(20);
  private final byte[] clear =
      PskcMaker.file(
          PskcMaker.keyPackage(
              "GM000001",
              "<PlainValue>" + Base64.getEncoder().encodeToString(seed) + "</PlainValue>"));

  @BeforeAll
  static void keys() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    maker = generator.generateKeyPair();
    other = generator.generateKeyPair();
  }

  private static String sign(byte[] file, String uri, String digest) throws Exception {
    return Signing.sign(file, uri, digest, Signing.ECDSA, maker.getPrivate());
  }

  private static Results read(String file, KeyPair signer) throws Exception {
    return read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), signer);
  }

  private static Results read(InputStream in, KeyPair signer) throws Exception {
    var results = new ArrayList<SeedResult>();
    SeedFile.readSigned(
        in, signer.getPublic(), TransportKey.none(), SeedFileLimits.usual(), results::add);
    return new Results(results);
  }

  @Test
  void aFileThatTheMakerSignedIsRead() throws Exception {
    var signed = sign(clear, "", DigestMethod.SHA256);
    assertArrayEquals(seed, read(signed, maker).record().seed().reveal());
    var named = new String(clear, StandardCharsets.UTF_8).replace("Version=", "Id=\"c1\" Version=");
    var byName = sign(named.getBytes(StandardCharsets.UTF_8), "#c1", DigestMethod.SHA256);
    assertArrayEquals(seed, read(byName, maker).record().seed().reveal());
  }

  @Test
  void anythingElseIsRefusedBeforeASeedIsGivenOut() throws Exception {
    var signed = sign(clear, "", DigestMethod.SHA256);
    for (var file :
        new String[] {
          signed.replace("GM000001", "GM000002"),
          signed.replace("</KeyPackage>", "</KeyPackage><KeyPackage/>"),
          signed.replaceAll("(?s)<Signature.*</Signature>", ""),
          signed.replace("</KeyContainer>", "<Extensions/></KeyContainer>"),
          signed.replaceAll("(<SignatureValue>)..", "$1AA"),
          sign(clear, "", DigestMethod.SHA1),
          "serial,secret\n",
          "<!DOCTYPE x []>" + signed.replaceAll("^<[?].*?[?]>", ""),
        }) {
      var results = read(file, maker);
      assertEquals(1, results.all().size());
      results.broken(Reason.SIGNATURE, "Signature");
    }
    read(signed, other).broken(Reason.SIGNATURE, "Signature");
    var unasked = Results.of(signed);
    unasked.broken(Reason.SIGNATURE, "Signature");
    assertTrue(unasked.broken().en().contains("certificate"));
  }

  @Test
  void whatIsNotAllOfTheFileIsNotEnough() throws Exception {
    var named =
        new String(clear, StandardCharsets.UTF_8).replace("<KeyPackage>", "<KeyPackage Id=\"p\">");
    var signed = sign(named.getBytes(StandardCharsets.UTF_8), "", DigestMethod.SHA256);
    read(signed.replace("URI=\"\"", "URI=\"#p\""), maker).broken(Reason.SIGNATURE, "Signature");
    read(signed.replace("URI=\"\"", ""), maker).broken(Reason.SIGNATURE, "Signature");
  }

  @Test
  void aSignedFileIsBounded() throws Exception {
    var large = new byte[Signed.BYTES_MAX + 1];
    large[0] = '<';
    read(new ByteArrayInputStream(large), maker).broken(Reason.SIGNATURE, "Signature");
  }
}
