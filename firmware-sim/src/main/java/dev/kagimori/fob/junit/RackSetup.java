package dev.kagimori.fob.junit;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.time.DrivenTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What rack is wanted.
 *
 * @param fobs these; null: drawn by {@code seed}
 * @param time theirs; null: a new one with each rack, from {@code begin}
 * @param line where; null: in a new folder
 */
record RackSetup(
    @Nullable List<Fob> fobs,
    int count,
    List<Make> makes,
    long seed,
    Instant begin,
    @Nullable DrivenTime time,
    @Nullable Path line,
    int baud) {
  private static final Instant BEGIN = Instant.parse("2027-03-01T00:00:00Z");

  static RackSetup of(int count) {
    return new RackSetup(null, count, Make.SIX_DIGITS, 1, BEGIN, null, null, Rack.BAUD);
  }

  static RackSetup of(List<Fob> fobs) {
    int count = fobs.size();
    return new RackSetup(List.copyOf(fobs), count, List.of(), 1, BEGIN, null, null, Rack.BAUD);
  }

  static RackSetup of(WithFobs asked) {
    var begin = Instant.parse(asked.begin());
    return new RackSetup(
        null, asked.value(), Make.SIX_DIGITS, asked.seed(), begin, null, null, asked.baud());
  }

  RackSetup with(List<Make> newMakes) {
    return new RackSetup(fobs, count, newMakes, seed, begin, time, line, baud);
  }

  RackSetup with(long newSeed) {
    return new RackSetup(fobs, count, makes, newSeed, begin, time, line, baud);
  }

  RackSetup with(Instant newBegin) {
    return new RackSetup(fobs, count, makes, seed, newBegin, time, line, baud);
  }

  RackSetup with(DrivenTime newTime) {
    return new RackSetup(fobs, count, makes, seed, begin, newTime, line, baud);
  }

  RackSetup with(Path newLine) {
    return new RackSetup(fobs, count, makes, seed, begin, time, newLine, baud);
  }

  RackSetup withBaud(int newBaud) {
    return new RackSetup(fobs, count, makes, seed, begin, time, line, newBaud);
  }

  List<Fob> makeFobs(Instant made) {
    return fobs == null ? Fobs.random(count, makes, new Random(seed), made) : fobs;
  }
}
