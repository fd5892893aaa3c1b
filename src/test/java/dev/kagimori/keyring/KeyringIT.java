package dev.kagimori.keyring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.Database;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.otp.Seed;
import dev.kagimori.secrets.Expected;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringIT {
  @TempDir static Path directory;
  private static final InstantSource CLOCK = InstantSource.system();
  private static Vertx vertx;
  private static EmbeddedDatabase database;
  private static Pool owner;
  private static Expected alarm;
  private static Pool pool;

  @TempDir Path keys;
  private Path file = Path.of("");

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    alarm = Expected.of(SeedAlarm.class.getName());
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    owner = Database.open(vertx, database.owner());
    for (var sql :
        new String[] {
          "CREATE SCHEMA kagimori",
          """
          CREATE TABLE data_key (
            institution text NOT NULL,
            version int NOT NULL CHECK (version >= 1),
            wrapped bytea NOT NULL,
            created_at timestamptz NOT NULL,
            PRIMARY KEY (institution, version))
          """,
          "GRANT USAGE ON SCHEMA kagimori TO kagimori",
          "GRANT SELECT, INSERT ON data_key TO kagimori"
        }) owner.query(sql).execute().await();
    pool = Database.open(vertx, database.service());
  }

  @AfterAll
  static void stop() {
    pool.close().await();
    owner.close().await();
    database.close();
    vertx.close().await();
    alarm.close();
  }

  @BeforeEach
  void empty() {
    owner.query("TRUNCATE data_key").execute().await();
    file = keys.resolve("secret").resolve("master.key");
  }

  private Keyring keyring(String institution) {
    var keyring = Keyring.open(file, pool, CLOCK);
    Secrets.masterKey(file);
    keyring.load(institution);
    return keyring;
  }

  private static Seed seed(int number) {
    var bytes = new byte[20];
    new Random(number).nextBytes(bytes);
    Secrets.seed(bytes);
    return Seed.of(bytes);
  }

  @Test
  void whatWasSealedOpensAlsoAfterARestart() {
    var sealed = keyring("0001").seal("0001", "GM1", seed(1));
    assertEquals(1, sealed.keyVersion());
    assertEquals(seed(1), keyring("0001").open("0001", "GM1", sealed));
    assertEquals("Sealed(48 bytes, key version 1)", sealed.toString());
  }

  @Test
  void sealingTwiceGivesDifferentBytes() {
    var keyring = keyring("0001");
    assertNotEquals(keyring.seal("0001", "GM1", seed(1)), keyring.seal("0001", "GM1", seed(1)));
  }

  @Test
  void inAnotherRowItDoesNotOpen() {
    var keyring = keyring("0001");
    keyring.load("0002");
    keyring.load("00");
    var sealed = keyring.seal("0001", "GM1", seed(1));
    assertThrows(SeedUnusable.class, () -> keyring.open("0001", "GM2", sealed));
    assertThrows(SeedUnusable.class, () -> keyring.open("0002", "GM1", sealed));
    assertThrows(SeedUnusable.class, () -> keyring.open("00", "01GM1", sealed));
    var moved = new Sealed(sealed.bytes(), 2);
    assertThrows(SeedUnusable.class, () -> keyring.open("0001", "GM1", moved));
  }

  @Test
  void aTextOpensForItsPurposeAndRowAlone() {
    var keyring = keyring("0001");
    keyring.load("0002");
    var row = new UUID(1, 1);
    var sealed = keyring.sealText("0001", "mail recipient", row, "花子@example.jp");
    assertEquals("花子@example.jp", keyring.openText("0001", "mail recipient", row, sealed));
    assertFalse(new String(sealed.bytes(), StandardCharsets.UTF_8).contains("example"));
    var changed = sealed.bytes();
    changed[changed.length - 1] ^= 1;
    assertUnusable(keyring, "0002", "mail recipient", row, sealed);
    assertUnusable(keyring, "0001", "mail content", row, sealed);
    assertUnusable(keyring, "0001", "mail recipient", new UUID(1, 2), sealed);
    assertUnusable(keyring, "0001", "mail recipient", row, new Sealed(sealed.bytes(), 2));
    assertUnusable(keyring, "0001", "mail recipient", row, new Sealed(changed, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> keyring.sealText("0001", "mail content", row, "x".repeat(16 * 1024 + 1)));
  }

  private static void assertUnusable(
      Keyring keyring, String institution, String purpose, UUID row, Sealed sealed) {
    assertThrows(TextUnusable.class, () -> keyring.openText(institution, purpose, row, sealed));
  }

  @Test
  void whereAnyBitIsChangedItDoesNotOpen() {
    var keyring = keyring("0001");
    var bytes = keyring.seal("0001", "GM1", seed(1)).bytes();
    for (var bit = 0; bit < bytes.length * 8; bit++) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      var sealed = new Sealed(changed, 1);
      assertThrows(SeedUnusable.class, () -> keyring.open("0001", "GM1", sealed));
    }
    for (var length = 0; length < bytes.length; length++) {
      var cut = new Sealed(Arrays.copyOf(bytes, length), 1);
      assertThrows(SeedUnusable.class, () -> keyring.open("0001", "GM1", cut));
    }
  }

  @Test
  void instancesThatLoadAtOnceHaveTheSameKey() throws Exception {
    var rings = new ArrayList<Future<Keyring>>();
    Keyring.open(file, pool, CLOCK);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 8; i++) rings.add(threads.submit(() -> keyring("0001")));
    }
    var sealed = rings.getFirst().get().seal("0001", "GM1", seed(1));
    for (var ring : rings) assertEquals(seed(1), ring.get().open("0001", "GM1", sealed));
  }

  @Test
  void aNewVersionSealsAndTheOldOneStillOpensAndMacsStay() throws Exception {
    var old = keyring("0001");
    var sealed = old.seal("0001", "GM1", seed(1));
    var mac = old.mac("0001", "idempotency", new byte[] {1});
    var wrapped =
        MasterKeyFile.read(file)
            .wrap(
                new byte[32],
                Aead.joined(Aead.bytes("kagimori data key"), Aead.bytes("0001"), Aead.bytes(2)));
    owner
        .preparedQuery("INSERT INTO data_key VALUES ('0001', 2, $1, now())")
        .execute(Tuple.of(Buffer.buffer(wrapped)))
        .await();
    assertFalse(old.has("0001", 2));
    old.load("0001");
    assertTrue(old.has("0001", 2));
    assertEquals(2, old.seal("0001", "GM1", seed(1)).keyVersion());
    assertEquals(seed(1), old.open("0001", "GM1", sealed));
    assertArrayEquals(mac, old.mac("0001", "idempotency", new byte[] {1}));
  }

  @Test
  void macsDifferByInstitutionPurposeAndPart() {
    var keyring = keyring("0001");
    keyring.load("0002");
    var macs = new ArrayList<String>();
    for (var mac :
        new byte[][] {
          keyring.mac("0001", "a", bytes("xy"), bytes("z")),
          keyring.mac("0001", "a", bytes("x"), bytes("yz")),
          keyring.mac("0001", "a", bytes("xyz")),
          keyring.mac("0001", "b", bytes("xyz")),
          keyring.mac("0002", "a", bytes("xyz"))
        }) {
      assertEquals(32, mac.length);
      macs.add(Arrays.toString(mac));
    }
    assertEquals(5, macs.stream().distinct().count());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theKeyFileIsForItsOwnerAlone() throws Exception {
    keyring("0001");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    for (var mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      refused("Others may read or change");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    Keyring.open(file, pool, CLOCK);
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    refused("chmod go-w");
  }

  private void refused(String text) {
    var refused = assertThrows(CannotStart.class, () -> Keyring.open(file, pool, CLOCK));
    assertTrue(refused.toString().contains(text), refused.toString());
    assertEquals(1, refused.reasons().size());
  }

  @Test
  void aMissingOrMalformedKeyFileIsRefusedAndNotReplaced() throws Exception {
    keyring("0001");
    var text = Files.readString(file);
    for (var bad :
        new String[] {"", "x", text.substring(0, text.length() - 9), text + text, "k" + text}) {
      Files.writeString(file, bad);
      refused("malformed");
      assertEquals(bad, Files.readString(file));
    }
    Files.delete(file);
    refused("is missing");
    assertFalse(Files.exists(file));
  }

  @Test
  void anotherMasterKeyIsRefused() throws Exception {
    keyring("0001");
    Files.delete(file);
    var other = Keyring.of(MasterKeyFile.create(file), pool, CLOCK);
    var refused = assertThrows(CannotStart.class, () -> other.load("0001"));
    assertTrue(refused.toString().contains("does not open data key 1"), refused.toString());
  }

  @Test
  void noSeedAndNoKeyIsInTheDatabaseInClear() throws Exception {
    keyring("0001");
    var wrapped = pool.query("SELECT wrapped FROM data_key").execute().await().iterator().next();
    assertEquals(12 + 32 + 16, wrapped.getBuffer(0).length());
    assertThrows(
        IllegalStateException.class,
        () -> Keyring.open(file, pool, CLOCK).seal("0001", "x", seed(1)));
  }

  @Test
  void aSeedOpensInMicroseconds() {
    var keyring = keyring("0001");
    var sealed = keyring.seal("0001", "GM1", seed(1));
    for (var i = 0; i < 20_000; i++) keyring.open("0001", "GM1", sealed).close();
    var begun = System.nanoTime();
    for (var i = 0; i < 20_000; i++) keyring.open("0001", "GM1", sealed).close();
    var each = Duration.ofNanos(System.nanoTime() - begun).toNanos() / 20_000;
    System.out.println("open: " + each + " ns");
    assertTrue(each < 100_000, each + " ns");
  }
}
