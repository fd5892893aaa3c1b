package dev.kagimori.bank.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes customers' passwords: Argon2id (RFC 9106) with two passes, one lane; on a thread of its
 * own, so that whoever tries many takes one processor at most.
 */
final class Passwords {
  private static final int PASSES = 2;
  private static final int SALT = 16;
  private static final int HASH = 32;

  /** One takes some 40 ms, so that the last in the queue waits less than three seconds. */
  private static final int WAITING_MAX = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Compared with where there is no such customer, so that it takes as long. */
  private static final String NOBODYS = "00".repeat(SALT + HASH);

  private final WorkerExecutor thread;
  private final int memoryKib;
  private int waiting;

  Passwords(Vertx vertx, int memoryKib) {
    this.memoryKib = memoryKib;
    thread = vertx.createSharedWorkerExecutor("bank passwords", 1);
  }

  /** More wait than can be served soon; nothing was looked at. */
  static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  String hash(String password) {
    var salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    return HexFormat.of().formatHex(salt) + HexFormat.of().formatHex(argon2(password, salt));
  }

  /**
   * Whether the password is the one of the hash; in the same time where there is no hash.
   *
   * @param hash empty for nobody's
   * @throws Busy where too many wait
   */
  boolean matches(String password, String hash) {
    if (waiting >= WAITING_MAX) throw new Busy();
    waiting++;
    try {
      return thread.executeBlocking(() -> compare(password, hash)).await();
    } finally {
      waiting--;
    }
  }

  private boolean compare(String password, String hash) {
    var known = HexFormat.of().parseHex(hash.isEmpty() ? NOBODYS : hash);
    var typed = argon2(password, Arrays.copyOf(known, SALT));
    return MessageDigest.isEqual(typed, Arrays.copyOfRange(known, SALT, known.length))
        && !hash.isEmpty();
  }

  private byte[] argon2(String password, byte[] salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(memoryKib)
            .withIterations(PASSES)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    var hash = new byte[HASH];
    var text = Normalizer.normalize(password, Normalizer.Form.NFKC);
    generator.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
