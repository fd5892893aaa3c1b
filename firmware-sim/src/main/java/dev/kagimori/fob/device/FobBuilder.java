package dev.kagimori.fob.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts a fob together. What is not said: no seed, factory mode, a perfect quartz, a new battery and
 * a clock set at 1970-01-01T00:00Z; a fob with a seed is sealed unless {@link #factoryMode()} is
 * called.
 */
public final class FobBuilder {
  final String serial;
  String manufacturer = "";
  String model = "";
  @Nullable Seed seed;
  @Nullable CodeRule rule;
  boolean sealed;
  Quartz quartz = Quartz.PERFECT;
  Instant clockSet = Instant.EPOCH;
  Battery battery = new Battery(Instant.EPOCH, 0);
  private boolean factoryMode;

  FobBuilder(String serial) {
    this.serial = SerialNumber.require(serial);
  }

  /** Manufacturer, model and code rule. */
  public FobBuilder make(Make make) {
    return label(make.manufacturer(), make.model()).rule(make.rule());
  }

  /** At most 32 printable ASCII characters each. */
  public FobBuilder label(String newManufacturer, String newModel) {
    Make.requireLabel(newManufacturer, "manufacturer");
    Make.requireLabel(newModel, "model");
    manufacturer = newManufacturer;
    model = newModel;
    return this;
  }

  public FobBuilder rule(CodeRule newRule) {
    rule = newRule;
    return this;
  }

  public FobBuilder seed(Seed newSeed) {
    seed = newSeed;
    return this;
  }

  public FobBuilder quartz(Quartz newQuartz) {
    quartz = newQuartz;
    return this;
  }

  /** New battery and clock set at that instant. */
  public FobBuilder made(Instant when) {
    clockSet = when;
    battery = new Battery(when, 0);
    return this;
  }

  public FobBuilder clockSet(Instant when) {
    clockSet = when;
    return this;
  }

  public FobBuilder battery(Battery newBattery) {
    battery = newBattery;
    return this;
  }

  /** Keeps it open for SETUP. */
  public FobBuilder factoryMode() {
    factoryMode = true;
    return this;
  }

  /**
   * The fob.
   *
   * @throws IllegalArgumentException if there is a seed and no rule
   */
  public Fob build() {
    if (seed != null && rule == null) throw new IllegalArgumentException("a seed needs a rule");
    sealed = seed != null && !factoryMode;
    return new Fob(this);
  }
}
