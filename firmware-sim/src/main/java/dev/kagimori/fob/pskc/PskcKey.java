package dev.kagimori.fob.pskc;

import dev.kagimori.fob.device.CodeRule;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Seed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One KeyPackage.
 *
 * @param expiry the policy's ExpiryDate, or null for none
 */
public record PskcKey(
    String serial,
    String manufacturer,
    String model,
    Seed seed,
    CodeRule rule,
    @Nullable Instant expiry) {

  /**
   * The key of a fob.
   *
   * @throws IllegalArgumentException if it has none yet
   */
  public static PskcKey of(Fob fob, @Nullable Instant expiry) {
    var seed = fob.seed();
    var rule = fob.rule();
    if (seed == null || rule == null) {
      throw new IllegalArgumentException("fob " + fob.serial() + " has no seed");
    }
    return new PskcKey(fob.serial(), fob.manufacturer(), fob.model(), seed, rule, expiry);
  }
}
