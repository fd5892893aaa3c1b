package dev.kagimori.issue;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Promise;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Hashes start passwords: Argon2id (RFC 9106) with two passes and one lane, of an HMAC under a key
 * of the keyring, since four to eight digits alone could be tried out on a stolen table.
 *
 * <p>One thread of the instance does it, so that whoever asks for many takes no more than one
 * processor and one such piece of memory; so many wait for it at most.
 */
public final class StartPasswords implements AutoCloseable {
  /** What a hash takes of memory in service, in KiB. */
  public static final int MEMORY_KIB = 19 * 1024;

  /** A hash takes some 40 ms, so that the last in the queue waits less than three seconds. */
  static final int QUEUE = 64;

  private static final int PASSES = 2;
  private static final int SALT = 16;
  private static final int HASH = 32;
  private static final String PEPPER = "start password";
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What is compared with where nothing is stored: no password gives it. */
  private static final Hashed NOBODYS = new Hashed(new byte[SALT], new byte[HASH]);

  private final Keyring keyring;
  private final int memoryKib;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(QUEUE),
          Thread.ofPlatform().daemon().name("kagimori-start-passwords").factory(),
          new ThreadPoolExecutor.AbortPolicy());

  /**
   * Starts its thread with the first password.
   *
   * @param memoryKib what a hash takes, 8 or more; it is not kept with the hash, so that a database
   *     has one for good
   */
  public StartPasswords(Keyring keyring, int memoryKib) {
    this.keyring = keyring;
    this.memoryKib = memoryKib;
  }

  /** A password as the database has it. */
  @SuppressWarnings("ArrayRecordComponent") // equality and text are its own
  record Hashed(byte[] salt, byte[] hash) {
    Hashed {
      salt = salt.clone();
      hash = hash.clone();
    }

    @Override
    public byte[] salt() {
      return salt.clone();
    }

    @Override
    public byte[] hash() {
      return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Hashed(var theirSalt, var theirHash)
          && Arrays.equals(salt, theirSalt)
          && MessageDigest.isEqual(hash, theirHash);
    }

    @Override
    public int hashCode() {
      return Objects.hash(Arrays.hashCode(salt), Arrays.hashCode(hash));
    }

    @Override
    public String toString() {
      return "Hashed";
    }
  }

  /**
   * Hashes a new password under a salt of its own; awaits.
   *
   * @throws ProblemException {@code OVERLOADED} when too many wait
   */
  Hashed hash(String institution, TypedPassword password) {
    var salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    return new Hashed(salt, hash(institution, password, salt));
  }

  /**
   * Compares in constant time, and takes as long where nothing is stored; awaits.
   *
   * @throws ProblemException {@code OVERLOADED} when too many wait
   */
  boolean matches(String institution, TypedPassword password, @Nullable Hashed stored) {
    var hashed = stored == null ? NOBODYS : stored;
    boolean equal = MessageDigest.isEqual(hashed.hash, hash(institution, password, hashed.salt));
    return equal && stored != null;
  }

  private byte[] hash(String institution, TypedPassword password, byte[] salt) {
    var done = Promise.<byte[]>promise();
    try {
      thread.execute(() -> {
        try {
          done.complete(argon2(institution, password, salt));
        } catch (Throwable e) {
          done.fail(e);
        }
      });
    } catch (RejectedExecutionException e) {
      throw new ProblemException(ProblemCode.OVERLOADED);
    }
    return done.future().await();
  }

  private byte[] argon2(String institution, TypedPassword password, byte[] salt) {
    var clear = password.reveal();
    var peppered = keyring.mac(institution, PEPPER, clear);
    try {
      var argon2 = new Argon2BytesGenerator();
      argon2.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memoryKib)
              .withIterations(PASSES)
              .withParallelism(1)
              .withSalt(salt)
              .build());
      var hash = new byte[HASH];
      argon2.generateBytes(peppered, hash);
      return hash;
    } finally {
      Arrays.fill(clear, (byte) 0);
      Arrays.fill(peppered, (byte) 0);
    }
  }

  /** Nothing waits for it any more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
