package dev.kagimori.stock.seedfile;

import static dev.kagimori.stock.seedfile.PskcMaker.MORE;
import static dev.kagimori.stock.seedfile.PskcMaker.SHA1;
import static dev.kagimori.stock.seedfile.PskcMaker.aes;
import static dev.kagimori.stock.seedfile.PskcMaker.encrypted;
import static dev.kagimori.stock.seedfile.PskcMaker.file;
import static dev.kagimori.stock.seedfile.PskcMaker.keyPackage;
import static dev.kagimori.stock.seedfile.PskcMaker.mac;
import static dev.kagimori.stock.seedfile.PskcMaker.macMethod;
import static dev.kagimori.stock.seedfile.PskcMaker.pbkdf2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.time.Duration;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6030 §6.2: keys derived from a password. */
class PskcPasswordTest {
  private static final String CBC = PskcSealed.CBC;

  private final PskcSealed one = new PskcSealed();
  private final PskcMaker make = one.make;
  private final byte[] seed = one.seed;
  private final byte[] macKey = one.macKey;
  private final String method = one.method;

  private String good() {
    return one.good();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hmac-sha1", "hmac-sha224", "hmac-sha256", "hmac-sha512"})
  void aPasswordMakesTheKey(String prf) throws Exception {
    var salt = make.bytes(8);
    var password = "秘密のことば".toCharArray();
    var name =
        "PBKDF2WithHmac" + (prf.isEmpty() ? "SHA1" : prf.substring(5).toUpperCase(Locale.ROOT));
    var own =
        SecretKeyFactory.getInstance(name)
            .generateSecret(new PBEKeySpec(password, salt, 1_000, 128))
            .getEncoded();
    var value = make.seal(CBC, aes(own), seed);
    var parts =
        new String[] {
          pbkdf2(
              salt,
              "1000",
              "16",
              prf.isEmpty() ? "<PRF/>" : "<PRF Algorithm=\"" + MORE + prf + "\"/>"),
          macMethod(SHA1, encrypted("MACKey", CBC, make.seal(CBC, aes(own), macKey))),
          keyPackage(
              "GM1", encrypted("EncryptedValue", CBC, value) + mac("HmacSHA1", macKey, value)),
        };
    var record = Results.of(file(parts), TransportKey.password(password)).record();
    assertArrayEquals(seed, record.seed().reveal());
    var reason =
        Results.of(file(parts), TransportKey.password("other".toCharArray())).broken().reason();
    assertTrue(reason == Reason.WRONG_KEY || reason == Reason.MAC_WRONG, reason.toString());
    Results.of(file(parts), TransportKey.preShared(own)).broken(Reason.WRONG_KEY, "EncryptionKey");
  }

  @ParameterizedTest
  @CsvSource({
    "1000000000,16,IterationCount",
    "10000001,16,IterationCount",
    "999,16,IterationCount",
    "99999999999999999999,16,IterationCount",
    "-1,16,IterationCount",
    "'',16,IterationCount",
    "1000,1000000000,KeyLength",
    "1000,15,KeyLength",
    "1000,'',KeyLength",
    "1000,x,KeyLength",
  })
  void workAndLengthThatTheFileAsksForAreBounded(String iterations, String length, String field) {
    var begun = System.nanoTime();
    var key = pbkdf2(make.bytes(8), iterations, length, "");
    var file = file(key, method, good());
    assertEquals(
        field, Results.of(file, TransportKey.password("x".toCharArray())).broken().field());
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 1_000);
  }

  @Test
  void saltsAndFunctionsAreBoundedToo() {
    Results.of(file(pbkdf2(make.bytes(7), "1000", "16", "")), TransportKey.none())
        .broken(Reason.OUT_OF_RANGE, "Salt");
    Results.of(file(pbkdf2(make.bytes(1_025), "1000", "16", "")), TransportKey.none())
        .broken(Reason.OUT_OF_RANGE, "Salt");
    Results.of(
            file(pbkdf2(make.bytes(8), "1000", "16", "<PRF Algorithm=\"urn:md5\"/>")),
            TransportKey.none())
        .broken(Reason.NOT_SUPPORTED, "PRF");
    Results.of(
            file(pbkdf2(make.bytes(8), "1000", "16", "").replace("#pbkdf2", "#scrypt")),
            TransportKey.none())
        .broken(Reason.NOT_SUPPORTED, "KeyDerivationMethod");
  }
}
