package dev.kagimori.keyring;

import dev.kagimori.database.CannotStart;
import dev.kagimori.otp.Seed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals and opens seeds, and makes MACs. An institution is loaded once ({@link #load}, awaits);
 * after that nothing here waits, and a seed opens in microseconds.
 */
public final class Keyring {
  private static final int KEY = 32;
  private static final int TEXT_MAX = 16 * 1024;

  /**
   * MACs are derived from this version for ever, so that a rotation does not change them. The row
   * stays when seeds no longer use it.
   */
  private static final int MAC_VERSION = 1;

  private final MasterKey master;
  private final DataKeyStore store;
  private final InstantSource clock;
  private final SeedAlarm alarm;
  private final Map<String, DataKeys> loaded = new ConcurrentHashMap<>();

  private Keyring(MasterKey master, DataKeyStore store, InstantSource clock, MeterRegistry meters) {
    this.master = master;
    this.store = store;
    this.clock = clock;
    alarm = new SeedAlarm(meters);
  }

  /** {@link #open(Path, Pool, InstantSource, MeterRegistry)}, measured by nobody. */
  public static Keyring open(Path file, Pool pool, InstantSource clock) {
    return open(file, pool, clock, new CompositeMeterRegistry());
  }

  /**
   * The keyring of a master key file, which is made on the first start. Awaits.
   *
   * @param meters gets {@code kagimori.seed.unusable} by institution
   * @throws CannotStart when the file is missing though the database has data keys, is malformed,
   *     or may be read by others
   */
  public static Keyring open(Path file, Pool pool, InstantSource clock, MeterRegistry meters) {
    var store = new DataKeyStore(pool);
    var master =
        Files.exists(file) || store.hasAny()
            ? MasterKeyFile.read(file)
            : MasterKeyFile.create(file);
    return new Keyring(master, store, clock, meters);
  }

  /** The keyring of any master key. */
  public static Keyring of(MasterKey master, Pool pool, InstantSource clock) {
    return new Keyring(master, new DataKeyStore(pool), clock, new CompositeMeterRegistry());
  }

  /**
   * Loads an institution's data keys, and makes the first where it has none. Again, it picks up
   * versions that were added. Awaits.
   *
   * @throws CannotStart when the master key does not open them
   */
  public void load(String institution) {
    var wrapped = store.of(institution);
    if (!wrapped.containsKey(MAC_VERSION)) {
      var key = Aead.random(KEY);
      store.insert(institution, MAC_VERSION, wrap(institution, MAC_VERSION, key), clock.instant());
      Arrays.fill(key, (byte) 0);
      wrapped = store.of(institution); // another instance may have been first
    }
    var keys = new HashMap<Integer, byte[]>();
    wrapped.forEach((version, bytes) -> keys.put(version, unwrap(institution, version, bytes)));
    take(institution, keys);
  }

  /** Takes an institution's data keys in clear, and wipes the arrays. */
  void take(String institution, Map<Integer, byte[]> keys) {
    loaded.put(institution, new DataKeys(keys));
    alarm.watch(institution);
  }

  /** Whether {@link #load} was done. */
  public boolean isLoaded(String institution) {
    return loaded.containsKey(institution);
  }

  /** Whether an institution's key of a version is here; where not, {@link #load} again. */
  public boolean has(String institution, int keyVersion) {
    var keys = loaded.get(institution);
    return keys != null && keys.has(keyVersion);
  }

  /**
   * Seals a seed under the institution's newest data key, for one serial number.
   *
   * @throws IllegalStateException when the institution is not loaded
   */
  public Sealed seal(String institution, String serial, Seed seed) {
    var keys = keys(institution);
    var clear = seed.reveal();
    try {
      return sealed(keys, clear, place(institution, serial, keys.newest()));
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /**
   * Opens a sealed seed; the caller closes it. Where it does not open, the alarm is raised.
   *
   * @throws SeedUnusable when it was sealed for another institution, serial number or key version,
   *     was changed, or its key is not here
   * @throws IllegalStateException when the institution is not loaded
   */
  public Seed open(String institution, String serial, Sealed sealed) {
    var keys = keys(institution);
    var version = sealed.keyVersion();
    try {
      var place = place(institution, serial, version);
      return Seed.owning(Aead.open(keys.key(version), sealed.unchanged(), place));
    } catch (GeneralSecurityException | IllegalStateException | IllegalArgumentException e) {
      alarm.raise(institution, serial, version);
      throw new SeedUnusable(institution, serial, version, e);
    }
  }

  /**
   * Seals a short text under the institution's newest data key, for one purpose and row.
   *
   * @param purpose one of a few fixed words, such as {@code mail recipient}
   * @param row whose column it is for
   * @param text up to 16 kB of UTF-8
   * @throws IllegalStateException when the institution is not loaded
   */
  public Sealed sealText(String institution, String purpose, UUID row, String text) {
    var keys = keys(institution);
    var clear = Aead.bytes(text);
    if (clear.length > TEXT_MAX) throw new IllegalArgumentException("a text has up to 16 kB");
    return sealed(keys, clear, place(institution, purpose, row, keys.newest()));
  }

  private static Sealed sealed(DataKeys keys, byte[] clear, byte[] place) {
    var version = keys.newest();
    try {
      return new Sealed(Aead.seal(keys.key(version), clear, place), version);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /**
   * Opens a sealed text.
   *
   * @throws TextUnusable when it was sealed for another institution, purpose, row or key version,
   *     was changed, or its key is not here
   * @throws IllegalStateException when the institution is not loaded
   */
  public String openText(String institution, String purpose, UUID row, Sealed sealed) {
    var keys = keys(institution);
    var version = sealed.keyVersion();
    try {
      var place = place(institution, purpose, row, version);
      return new String(
          Aead.open(keys.key(version), sealed.unchanged(), place), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new TextUnusable(institution, purpose, version, e);
    }
  }

  /**
   * HMAC-SHA-256 under a key that HKDF (RFC 5869) derives for the institution and purpose. The same
   * for ever and on every instance, also after a rotation.
   *
   * @param purpose one of a few fixed words, such as {@code idempotency}
   * @param parts taken apart from each other: moving a byte from one to the next changes the MAC
   * @throws IllegalStateException when the institution is not loaded
   */
  public byte[] mac(String institution, String purpose, byte[]... parts) {
    var keys = keys(institution);
    var blank =
        keys.macs()
            .computeIfAbsent(purpose, name -> macOf(keys.key(MAC_VERSION), institution, name));
    try {
      return ((Mac) blank.clone()).doFinal(Aead.joined(parts));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HMACs can be cloned", e);
    }
  }

  /** A MAC with its key, for {@link Mac#clone}: that saves the provider's search and the key's. */
  private static Mac macOf(SecretKey key, String institution, String purpose) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(derive(key, institution, purpose));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  private static SecretKey derive(SecretKey key, String institution, String purpose) {
    var info =
        Aead.joined(Aead.bytes("kagimori mac"), Aead.bytes(institution), Aead.bytes(purpose));
    try {
      var spec = HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(info, KEY);
      return KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of JDK 25", e);
    }
  }

  private DataKeys keys(String institution) {
    var keys = loaded.get(institution);
    if (keys == null) throw new IllegalStateException("keys not loaded: " + institution);
    return keys;
  }

  private byte[] wrap(String institution, int version, byte[] key) {
    try {
      return master.wrap(key, owner(institution, version));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the master key does not wrap", e);
    }
  }

  private byte[] unwrap(String institution, int version, byte[] wrapped) {
    try {
      return master.unwrap(wrapped, owner(institution, version));
    } catch (GeneralSecurityException e) {
      throw new CannotStart(
          "マスターキーで金融機関 %s のデータ鍵 %d を開けません。このデータベースのマスターキーを指定してください。"
              .formatted(institution, version),
          "The master key does not open data key %d of institution %s. Name this database's own."
              .formatted(version, institution),
          e);
    }
  }

  static byte[] owner(String institution, int version) {
    return Aead.joined(
        Aead.bytes("kagimori data key"), Aead.bytes(institution), Aead.bytes(version));
  }

  private static byte[] place(String institution, String serial, int version) {
    return Aead.joined(
        Aead.bytes("kagimori seed"),
        Aead.bytes(institution),
        Aead.bytes(serial),
        Aead.bytes(version));
  }

  private static byte[] place(String institution, String purpose, UUID row, int version) {
    return Aead.joined(
        Aead.bytes("kagimori text"),
        Aead.bytes(institution),
        Aead.bytes(purpose),
        Aead.bytes(row.toString()),
        Aead.bytes(version));
  }
}
