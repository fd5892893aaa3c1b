package dev.kagimori.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.staff.Role;
import dev.kagimori.stock.seedfile.Signing;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What opens makers' files, and says who signed them: by another account than the file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportKeysIT {
  @TempDir static Path directory;

  private TestBank bank;
  private Institution minato;
  private Clerk keeper;
  private Clerk colleague;
  private Passage passage;

  @BeforeAll
  void open() {
    bank = TestBank.open(directory);
    minato = bank.institution("passage", new JsonObject());
    keeper = Clerk.of(minato, "keeper", Role.STOCK_KEEPER);
    colleague = Clerk.of(minato, "colleague", Role.STOCK_KEEPER);
    passage = new Passage(bank);
  }

  @AfterAll
  void close() {
    bank.close();
  }

  /** What the audit has of imports of a delivery, oldest first. */
  private List<String> audited(String delivery) {
    var rows =
        bank.backstage()
            .pool()
            .preparedQuery(
                """
                SELECT concat_ws(' ', outcome, reason, details ->> 'delivery', details ->> 'dryRun',
                                 details ->> 'transportKey', details ->> 'signer', details ->> 'read',
                                 details ->> 'good')
                FROM audit
                WHERE institution = $1 AND action = 'IMPORT' AND details ->> 'delivery' = $2
                ORDER BY id
                """)
            .execute(Tuple.of(minato.id, delivery))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  private Reply lay(Clerk clerk, String name, String kind, String value) {
    return clerk
        .call("putTransportKey")
        .filled("name", name)
        .with(new JsonObject().put("kind", kind).put("value", value))
        .send();
  }

  private boolean isThere(String name) {
    return keeper.call("getTransportKeys").expect(200).json().getJsonArray("keys").stream()
        .map(JsonObject.class::cast)
        .anyMatch(key -> name.equals(key.getString("name")));
  }

  @Test
  void fileAndKeyComeFromTwoPersonsAndTheKeyIsGoneWhenItWasUsed() {
    var fobs = SeedFiles.fobs(bank, 20);
    var key = SeedFiles.newKey(bank);
    var file = SeedFiles.encrypted(fobs, key);
    var query = "delivery=sealed&transportKey=k-1";
    passage.send(keeper, query, file).expect(ProblemCode.NOT_FOUND);
    var unopened = passage.send(keeper, "delivery=sealed", file).expect(200).json();
    assertEquals(0, unopened.getInteger("accepted"));

    lay(colleague, "k-1", "PRE_SHARED", "0".repeat(31) + "x").expect(ProblemCode.MALFORMED);
    var laid = lay(colleague, "k-1", "PRE_SHARED", key).expect(200);
    assertFalse(laid.body().contains(key.substring(0, 8)));
    lay(keeper, "k-1", "PASSWORD", "another password").expect(ProblemCode.WRONG_STATE);
    passage.send(colleague, query, file).expect(ProblemCode.OWN_REQUEST);
    assertEquals(0, passage.inStock(minato, fobs));
    passage.send(colleague, query + "&dryRun=true", file).expect(ProblemCode.OWN_REQUEST);
    passage.send(keeper, query + "&dryRun=true", file).expect(200);
    assertTrue(isThere("k-1"));
    assertEquals(
        List.of("REFUSED OWN_REQUEST sealed true", "DONE sealed true k-1 20 20"),
        audited("sealed").subList(3, 5));
    passage.send(keeper, query, file).expect(201);
    assertEquals(20, passage.inStock(minato, fobs));
    assertFalse(isThere("k-1"));
    passage.send(keeper, query, file).expect(201); // again: its key is not needed any more
    passage.send(keeper, query.replace("sealed", "next"), file).expect(ProblemCode.NOT_FOUND);
    assertEquals("DONE sealed k-1 20", audited("sealed").getLast());
  }

  @Test
  void aKeyLivesForADayAndOpensOneDeliveryAlone() {
    var key = SeedFiles.newKey(bank);
    var fobs = SeedFiles.fobs(bank, 3);
    var file = SeedFiles.encrypted(fobs, key);
    var half = Arrays.copyOf(file, file.length / 2);
    lay(colleague, "k-2", "PRE_SHARED", key).expect(200);
    passage.send(keeper, "delivery=once&transportKey=k-2", half).expect(200); // broken: it stays
    passage.send(keeper, "delivery=twice&transportKey=k-2", file).expect(ProblemCode.NOT_FOUND);
    var tried = "delivery=tried&dryRun=true&transportKey=k-2";
    passage.send(keeper, tried, file).expect(ProblemCode.NOT_FOUND);
    assertEquals(List.of("REFUSED NOT_FOUND tried true"), audited("tried"));
    passage.send(keeper, tried.replace("tried", "once"), file).expect(200);
    bank.time.pass(Duration.ofHours(24));
    passage.send(keeper, "delivery=once&transportKey=k-2", file).expect(ProblemCode.NOT_FOUND);
    assertFalse(isThere("k-2"));
    colleague.call("dropTransportKey").filled("name", "k-2").expect(ProblemCode.NOT_FOUND);
    lay(keeper, "k-2", "PRE_SHARED", key).expect(200); // an expired one is in nobody's way
    keeper.call("dropTransportKey").filled("name", "k-2").expect(200);
    assertEquals(0, passage.inStock(minato, fobs));
  }

  @Test
  void aSignedFileIsTakenByACertificateThatAnotherLaidDown() throws Exception {
    var maker = keyPair("maker");
    var other = keyPair("other");
    var fobs = SeedFiles.fobs(bank, 5);
    var file = Signing.sign(SeedFiles.inClear(fobs), maker.key());
    var query = "delivery=signed&signer=maker-2026";
    passage.send(keeper, query, file).expect(ProblemCode.NOT_FOUND);
    var unasked = passage.send(keeper, "delivery=signed", file).expect(200).json();
    assertEquals("SIGNATURE", unasked.getJsonObject("broken").getString("reason"));
    lay(colleague, "maker-2026", "CERTIFICATE", "no certificate").expect(ProblemCode.MALFORMED);
    lay(colleague, "maker-2026", "CERTIFICATE", maker.certificate()).expect(200);
    passage.send(colleague, query, file).expect(ProblemCode.OWN_REQUEST);
    passage
        .send(keeper, "delivery=signed&transportKey=maker-2026", file)
        .expect(ProblemCode.NOT_FOUND); // it opens nothing

    var changed =
        new String(file, StandardCharsets.UTF_8).replace(fobs.get(0).serial(), "GM99999999");
    var forged = changed.getBytes(StandardCharsets.UTF_8);
    var refused = passage.send(keeper, query, forged).expect(200).json();
    assertEquals("SIGNATURE", refused.getJsonObject("broken").getString("reason"));
    var large = Arrays.copyOf(file, (4 << 20) + 1);
    var bounded = passage.send(keeper, query, large).expect(200).json().getJsonObject("broken");
    assertTrue(bounded.getString("en").contains("4 MiB"), bounded::encode);
    lay(colleague, "other", "CERTIFICATE", other.certificate()).expect(200);
    var others = query.replace("maker-2026", "other");
    assertEquals("BROKEN", passage.send(keeper, others, file).expect(200).json().getString("end"));
    assertEquals(0, passage.inStock(minato, fobs));
    assertEquals(5, passage.send(keeper, query, file).expect(201).json().getInteger("accepted"));
    assertFalse(isThere("maker-2026"));
    assertEquals("DONE signed maker-2026 5", audited("signed").getLast());
  }

  private record Signer(PrivateKey key, String certificate) {}

  private static Signer keyPair(String name) throws Exception {
    var file = directory.resolve(name + ".p12");
    var password = "changeit";
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                password,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertEquals(0, made.waitFor());
    var store = KeyStore.getInstance(file.toFile(), password.toCharArray());
    var der = store.getCertificate(name).getEncoded();
    var pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END CERTIFICATE-----\n";
    return new Signer((PrivateKey) store.getKey(name, password.toCharArray()), pem);
  }
}
