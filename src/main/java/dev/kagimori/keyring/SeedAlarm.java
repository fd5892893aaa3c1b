package dev.kagimori.keyring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a seed does not open: {@code kagimori_seed_unusable_total}, and an error in the log.
 */
final class SeedAlarm {
  private static final Logger log = LoggerFactory.getLogger(SeedAlarm.class);

  private final MeterRegistry meters;

  SeedAlarm(MeterRegistry meters) {
    this.meters = meters;
  }

  /** From zero on, since a counter that appears with its first event does not look like a rise. */
  void watch(String institution) {
    counter(institution);
  }

  void raise(String institution, String serial, int keyVersion) {
    counter(institution).increment();
    log.atError()
        .addKeyValue("institution", institution)
        .addKeyValue("serial", serial)
        .addKeyValue("keyVersion", keyVersion)
        .log("a token's sealed seed does not open");
  }

  private Counter counter(String institution) {
    return Counter.builder("kagimori.seed.unusable")
        .description("Seeds that did not open: changed, moved from another row, or without key")
        .tag("institution", institution)
        .register(meters);
  }
}
