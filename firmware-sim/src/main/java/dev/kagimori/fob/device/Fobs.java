package dev.kagimori.fob.device;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A maker's delivery. */
public final class Fobs {
  /** What fits on one line. */
  public static final int COUNT_MAX = 65_535;

  private Fobs() {}

  /**
   * {@code count} sealed fobs, the makes in turn, each with its own serial number, seed, quartz and
   * a new battery.
   *
   * @param random a {@link java.security.SecureRandom} unless this is a test
   * @param made when they left the factory with their clocks set
   */
  public static List<Fob> random(
      int count, List<Make> makes, RandomGenerator random, Instant made) {
    if (count < 0 || count > COUNT_MAX) {
      throw new IllegalArgumentException("count must be 0…" + COUNT_MAX + ", not " + count);
    }
    var fobs = new ArrayList<Fob>(count);
    var more = endless(makes, random, made);
    while (fobs.size() < count) fobs.add(more.next());
    return List.copyOf(fobs);
  }

  /**
   * The same, one after the other: the first {@code n} are {@link #random}'s {@code n}. Remembers
   * the serial numbers, some 100 bytes each, and nothing else.
   */
  public static Iterator<Fob> endless(List<Make> makes, RandomGenerator random, Instant made) {
    var serials = new HashSet<String>();
    return Stream.generate(
            () -> {
              var make = makes.get(serials.size() % makes.size());
              var serial = unusedSerial(make, random, serials);
              var seed = Seed.random(random, make.rule().algorithm().seedBytes());
              return Fob.builder(serial)
                  .make(make)
                  .seed(seed)
                  .quartz(Quartz.random(random))
                  .made(made)
                  .build();
            })
        .iterator();
  }

  private static String unusedSerial(Make make, RandomGenerator random, Set<String> used) {
    for (int tries = 0; tries < 1_000; tries++) {
      var serial = make.serial(random);
      if (used.add(serial)) return serial;
    }
    throw new IllegalArgumentException(
        "too many fobs for the serial numbers " + make.serialShape());
  }
}
