package dev.kagimori.station.desk;

import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Climate;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.station.Station;
import dev.kagimori.station.StationException;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.RunningKagimori;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntConsumer;

/** A stock keeper's desk in a test: deliveries, racks, and a key. */
final class Bench {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So that a thousand fobs take seconds. */
  static final int FAST = 921_600;

  private final RunningKagimori kagimori;
  private final Institution bank;
  private final Path keyFile;
  private final Random random;

  Bench(RunningKagimori kagimori, Path folder, long seed) {
    this(kagimori, folder, seed, "STOCK_KEEPER");
  }

  Bench(RunningKagimori kagimori, Path folder, long seed, String role) {
    this.kagimori = kagimori;
    bank = kagimori.institution();
    random = new Random(seed);
    keyFile = folder.resolve(bank.id() + ".key");
    try {
      Files.writeString(keyFile, Secrets.apiKey(bank.staff(role)) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Institution bank() {
    return bank;
  }

  Random random() {
    return random;
  }

  Path keyFile() {
    return keyFile;
  }

  /** A delivery in the books; the fobs as their maker meant them to be. */
  List<Fob> deliver(int count) {
    var made = now().minus(Duration.ofDays(30));
    var fobs = Secrets.shownBy(Fobs.random(count, Make.SIX_DIGITS, random, made), now());
    bank.deliver(fobs);
    return fobs;
  }

  Instant now() {
    return kagimori.time().instant();
  }

  private static dev.kagimori.fob.device.FobBuilder like(Fob fob) {
    return Fob.builder(fob.serial())
        .label(fob.manufacturer(), fob.model())
        .rule(Objects.requireNonNull(fob.rule()))
        .seed(Objects.requireNonNull(fob.seed()))
        .quartz(fob.quartz())
        .made(fob.clockSet());
  }

  /** One that the maker mixed up. */
  Fob withOtherSeed(Fob fob) {
    var seed = Seed.random(random, Objects.requireNonNull(fob.seed()).reveal().length);
    var mixedUp = like(fob).seed(seed).build();
    Secrets.shownBy(List.of(mixedUp), now());
    return mixedUp;
  }

  Fob worn(Fob fob, int presses) {
    return like(fob).battery(new Battery(fob.clockSet(), presses)).build();
  }

  Fob off(Fob fob, Duration by) {
    var off = like(fob).quartz(new Quartz(by, 0, Climate.STEADY)).build();
    Secrets.shownBy(List.of(off), now());
    return off;
  }

  Rack rack(List<Fob> fobs, Path line, int baud) throws IOException {
    return Rack.open(fobs, kagimori.time(), line, baud);
  }

  Reconnecting line(Rack rack, int baud) {
    return new Reconnecting(() -> Station.open(rack.line(), baud, kagimori.time()), PATIENCE);
  }

  /** Checks a rack. */
  CheckRun.Result check(Rack rack, int baud, URI service, IntConsumer done) throws Exception {
    try (var door = StockDoor.of(service, keyFile);
        var sender = new Sender(door, PATIENCE)) {
      var admission = Admission.of(door, PATIENCE);
      return new CheckRun(line(rack, baud), admission, progress(done)).run(sender);
    }
  }

  private static CheckRun.Progress progress(IntConsumer told) {
    return new CheckRun.Progress() {
      @Override
      public void told(int done, int total, int defective, double perSecond) {
        told.accept(done);
      }

      @Override
      public void lost(StationException why) {
        System.out.println("proof: " + why.getMessage());
      }
    };
  }
}
