package dev.kagimori.stock.intake;

import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.seedfile.SeedProblem;
import dev.kagimori.stock.seedfile.SeedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

/**
 * By what a file is known again: a MAC of all its records from the first on, what they state and
 * their seeds. The same records encrypted anew are the same file.
 */
final class Fingerprint {
  private static final String PURPOSE = "seed file";

  private final Keyring keyring;
  private final String institution;
  private final MessageDigest digest;

  Fingerprint(Keyring keyring, String institution) {
    this.keyring = keyring;
    this.institution = institution;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  void add(SeedRecord record) {
    var seed = record.seed().reveal();
    try {
      var serial = record.serial().getBytes(StandardCharsets.UTF_8);
      var head =
          ByteBuffer.allocate(40)
              .put((byte) 1)
              .putInt(serial.length)
              .putInt(seed.length)
              .putInt(record.algorithm().map(Enum::ordinal).orElse(-1))
              .putInt(record.digits().orElse(-1))
              .putInt(record.stepSeconds().orElse(-1))
              .putInt(record.drift())
              .putLong(record.expiryDate().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE));
      digest.update(head.array());
      digest.update(serial);
      digest.update(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  void add(SeedProblem problem) {
    var reason = problem.reason().name().getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(40).put((byte) 2).putInt(reason.length).array());
    digest.update(reason);
  }

  /** Of all that was added so far. */
  byte[] mac() {
    try {
      var soFar = (MessageDigest) digest.clone();
      return keyring.mac(institution, PURPOSE, soFar.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's digests can be cloned", e);
    }
  }
}
