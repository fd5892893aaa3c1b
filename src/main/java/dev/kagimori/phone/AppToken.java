package dev.kagimori.phone;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A token on a phone, which shows codes without any communication (RFC 6238, A3). */
public final class AppToken {
  private static final List<String> ALGORITHMS = List.of("SHA1", "SHA256", "SHA512");

  private final String serial;
  private final String institution;
  private final int digits;
  private final int step;
  private final String algorithm;
  private final byte[] seed;
  private volatile @Nullable Instant validUntil;

  AppToken(
      String serial,
      String institution,
      int digits,
      int step,
      String algorithm,
      @Nullable Instant validUntil,
      byte[] seed) {
    if (digits < 6 || digits > 8 || step < 1 || !ALGORITHMS.contains(algorithm))
      throw new IllegalArgumentException("no phone knows such tokens");
    this.serial = serial;
    this.institution = institution;
    this.digits = digits;
    this.step = step;
    this.algorithm = algorithm;
    this.validUntil = validUntil;
    this.seed = seed.clone();
  }

  /** What it is registered by. */
  public String serial() {
    return serial;
  }

  /** The institution's name, which customers check (B9). */
  public String institution() {
    return institution;
  }

  /** 6 to 8. */
  public int digits() {
    return digits;
  }

  /** Seconds. */
  public int step() {
    return step;
  }

  /** The end of its validity, as the service last told; null: it does not expire. */
  public @Nullable Instant validUntil() {
    return validUntil;
  }

  void renewed(Instant until) {
    validUntil = until;
  }

  /** A copy, for tests that look for it in logs. */
  public byte[] seed() {
    return seed.clone();
  }

  /** What it shows when the phone's clock has this time. */
  public String codeAt(Instant clock) {
    try {
      var mac = Mac.getInstance("Hmac" + algorithm);
      mac.init(new SecretKeySpec(seed, "RAW"));
      var counter = ByteBuffer.allocate(Long.BYTES);
      counter.putLong(Math.floorDiv(clock.getEpochSecond(), (long) step));
      var hash = ByteBuffer.wrap(mac.doFinal(counter.array()));
      int number = hash.getInt(hash.get(hash.capacity() - 1) & 0xf) & 0x7fff_ffff;
      var text = "0".repeat(digits) + number;
      return text.substring(text.length() - digits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC is part of every JDK", e);
    }
  }

  /** Keeps away from all that it shows about a time. */
  String wrongAt(Instant clock, int number) {
    var shown =
        Stream.iterate(-20, n -> n + 1)
            .limit(41)
            .map(n -> codeAt(clock.plusSeconds((long) n * step)))
            .toList();
    var texts = Stream.iterate(1, n -> n + 1).map(n -> ("%0" + digits + "d").formatted(n));
    return Objects.requireNonNull(
        texts.filter(t -> !shown.contains(t)).skip(number).findFirst().orElse(null));
  }

  @Override
  public String toString() {
    return "AppToken(" + serial + ")";
  }
}
