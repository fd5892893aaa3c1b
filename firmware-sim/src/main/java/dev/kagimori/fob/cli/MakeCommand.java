package dev.kagimori.fob.cli;

import dev.kagimori.fob.delivery.Defects;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.file.OwnerOnlyFile;
import dev.kagimori.fob.pskc.Protection;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.rack.RackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code make}: a delivery of new fobs. */
@Command(
    name = "make",
    description = "ラックとシードファイルを作る / Make a rack of fobs, and the seed file that its maker delivers",
    mixinStandardHelpOptions = true)
public final class MakeCommand extends RackCommand {
  /** A bank with ten million customers does not get more at once. */
  private static final int SEEDS_MAX = 10_000_000;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "how many (default: 24); up to 65535, with --only-seeds up to 10000000")
  private int count = 24;

  @Option(
      names = "--make",
      paramLabel = "MODEL",
      split = ",",
      description =
          "GM-6, SY-6, TK-6 (6 digits, 30 s), TK-8 (8 digits, 60 s); in turn (default: the first"
              + " three)")
  private List<String> models = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "FILE",
      description = "take serial numbers and seeds from this PSKC file instead of random ones")
  private @Nullable Path seeds;

  @Option(
      names = "--seed-number",
      paramLabel = "N",
      description =
          "for tests alone: the same number gives the same fobs, and fewer of them the first of"
              + " more; whoever knows it knows their seeds")
  private @Nullable Long seedNumber;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "the rack's state to write (default: rack.state)")
  private Path state = Path.of("rack.state");

  @Option(names = "--only-seeds", description = "write the seed file and no rack's state")
  private boolean onlySeeds;

  @Option(
      names = "--defective",
      paramLabel = "PERCENT",
      description =
          "so many of a hundred fobs have another seed than the file says, an empty battery, or a"
              + " clock hours off, in turn (default: 0)")
  private double defective;

  @Option(
      names = "--defects",
      paramLabel = "FILE",
      description = "write there which fobs are defective, and how")
  private @Nullable Path defectsFile;

  @Option(names = "--force", description = "replace files that are there")
  private boolean force;

  @Mixin private final SeedFileOptions delivery = new SeedFileOptions();
  @Mixin private final TimeOptions time = new TimeOptions();

  @Override
  void run() throws IOException {
    requireFitting();
    var written = new ArrayList<Path>();
    if (!onlySeeds) written.add(state);
    var seedFile =
        delivery.file == null && seeds == null
            ? Path.of(delivery.format.fileName())
            : delivery.file;
    if (seedFile != null) written.add(seedFile);
    if (defectsFile != null) written.add(defectsFile);
    for (var file : written) requireNew(file);

    var sound = sound(time.source().instant());
    int made = onlySeeds ? deliver(seedFile, sound) : rack(seedFile, sound);
    out()
        .printf(
            "%d fobs: %s%n",
            made, String.join(", ", written.stream().map(Path::toString).toList()));
  }

  private void requireFitting() {
    if (!time.valid()) throw misuse("--rate: 0～1000000 / must be 0 to 1000000");
    int most = onlySeeds ? SEEDS_MAX : Fobs.COUNT_MAX;
    if (count < 1 || count > most) {
      throw misuse(
          "--count: 1～%d（--only-seeds なら %d まで）/ must be 1 to %1$d, with --only-seeds to %2$d"
              .formatted(Fobs.COUNT_MAX, SEEDS_MAX));
    }
    if (!(defective >= 0 && defective <= 100)) {
      throw misuse("--defective: 0～100 / must be 0 to 100");
    }
    if (onlySeeds && (seeds != null || defective > 0 || defectsFile != null)) {
      throw misuse(
          "--only-seeds は --seeds・--defective・--defects と併用できません"
              + " / --only-seeds goes with none of --seeds, --defective, --defects");
    }
  }

  private void requireNew(Path file) throws IOException {
    if (force || !Files.exists(file)) return;
    throw new IOException(file + ": すでにあります。--force で置き換えます / exists already; --force replaces it");
  }

  /** The fobs as the seed file has them. */
  private Iterator<Fob> sound(Instant made) throws IOException {
    if (seeds == null) return Fobs.endless(makes(), random(0), made);
    var fobs = SeedFile.fobs(seeds, made);
    count = fobs.size();
    return fobs.iterator();
  }

  private int deliver(@Nullable Path seedFile, Iterator<Fob> sound) throws IOException {
    if (seedFile == null) return 0;
    writeSeeds(seedFile, () -> Stream.generate(sound::next).limit(count).map(this::key).iterator());
    return count;
  }

  private int rack(@Nullable Path seedFile, Iterator<Fob> sound) throws IOException {
    var fobs = Stream.generate(sound::next).limit(count).toList();
    var defects = new Defects(count, defective, random(1));
    if (seedFile != null) writeSeeds(seedFile, () -> fobs.stream().map(this::key).iterator());
    RackFile.save(state, fobs.stream().map(defects::pass).toList());
    if (defective > 0) out().printf("%d defective%n", defects.found().size());
    if (defectsFile != null) Files.writeString(defectsFile, defects.csv());
    return count;
  }

  private void writeSeeds(Path file, Iterable<PskcKey> keys) throws IOException {
    var protection = protection();
    OwnerOnlyFile.write(file, out -> delivery.format.write(out, keys, protection));
  }

  private @Nullable Protection protection() throws IOException {
    try {
      return delivery.protection(random(2));
    } catch (IllegalArgumentException e) {
      throw misuse(e.getMessage());
    }
  }

  private PskcKey key(Fob fob) {
    return PskcKey.of(fob, delivery.expires());
  }

  /** Lots for fobs (0), defects (1) and encryption (2) come apart: each repeats by itself. */
  private RandomGenerator random(int purpose) {
    return seedNumber == null ? new SecureRandom() : new Random(seedNumber * 31 + purpose);
  }

  private List<Make> makes() {
    if (models.isEmpty()) return Make.SIX_DIGITS;
    var makes = new ArrayList<Make>();
    for (var model : models) {
      makes.add(
          Make.ALL.stream()
              .filter(make -> make.model().equals(model))
              .findFirst()
              .orElseThrow(() -> misuse("--make: 不明な機種 / unknown model: " + model)));
    }
    return makes;
  }
}
