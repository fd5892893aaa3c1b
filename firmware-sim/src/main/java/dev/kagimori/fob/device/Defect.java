package dev.kagimori.fob.device;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What may be wrong with a fob from the box, for tests and for training at the desk. */
public enum Defect {
  /** Another seed than its maker delivered: every code is wrong. */
  OTHER_SEED,
  /** Stays dark. */
  EMPTY_BATTERY,
  /** A clock that is one to twelve hours off, and drifts. */
  WRONG_CLOCK;

  private static final long OFF_MIN = Duration.ofHours(1).toSeconds();
  private static final long OFF_MAX = Duration.ofHours(12).toSeconds();

  /** How people are told: {@code other-seed}, {@code empty-battery}, {@code wrong-clock}. */
  public String text() {
    return switch (this) {
      case OTHER_SEED -> "other-seed";
      case EMPTY_BATTERY -> "empty-battery";
      case WRONG_CLOCK -> "wrong-clock";
    };
  }

  /**
   * A fob like that one, with this defect.
   *
   * @throws IllegalArgumentException if it has no seed yet
   */
  public Fob in(Fob sound, RandomGenerator random) {
    var seed = sound.seed();
    var rule = sound.rule();
    if (seed == null || rule == null) {
      throw new IllegalArgumentException("fob " + sound.serial() + " has no seed");
    }
    var battery = sound.battery();
    var quartz = sound.quartz();
    switch (this) {
      case OTHER_SEED -> seed = Seed.random(random, seed.reveal().length);
      case EMPTY_BATTERY -> battery = new Battery(battery.fresh(), Battery.PRESSES_MAX);
      case WRONG_CLOCK -> {
        var off = Duration.ofSeconds(random.nextLong(OFF_MIN, OFF_MAX + 1));
        boolean ahead = random.nextBoolean();
        quartz = new Quartz(ahead ? off : off.negated(), ahead ? 90 : -90, quartz.climate());
      }
    }
    return Fob.builder(sound.serial())
        .label(sound.manufacturer(), sound.model())
        .rule(rule)
        .seed(seed)
        .quartz(quartz)
        .clockSet(sound.clockSet())
        .battery(battery)
        .build();
  }
}
