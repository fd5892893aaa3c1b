package dev.kagimori.fob.cli;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.PskcWriter;
import dev.kagimori.fob.rack.RackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @Option(names = "--count", paramLabel = "N", description = "how many (default: 24)")
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
      names = "--state",
      paramLabel = "FILE",
      description = "the rack's state to write (default: rack.state)")
  private Path state = Path.of("rack.state");

  @Option(
      names = "--pskc",
      paramLabel = "FILE",
      description =
          "the seed file to write, seeds in clear (default: fobs.pskc.xml, or none with --seeds)")
  private @Nullable Path pskc;

  @Option(
      names = "--expiry",
      paramLabel = "DATE",
      description = "ExpiryDate for the seed file, such as 2031-03-31 (the end of that day, Tokyo)")
  private @Nullable LocalDate expiry;

  @Option(names = "--force", description = "replace files that are there")
  private boolean force;

  @Mixin private final TimeOptions time = new TimeOptions();

  @Override
  void run() throws IOException {
    if (!time.valid()) throw misuse("--rate: 0～1000000 / must be 0 to 1000000");
    var delivery = pskc == null && seeds == null ? Path.of("fobs.pskc.xml") : pskc;
    requireNew(state);
    if (delivery != null) requireNew(delivery);
    var made = time.source().instant();
    var fobs = seeds == null ? random(made) : SeedFile.fobs(seeds, made);
    if (delivery != null) {
      PskcWriter.write(delivery, fobs.stream().map(fob -> PskcKey.of(fob, expires())).toList());
    }
    RackFile.save(state, fobs);
    out().printf("%d fobs: %s%s%n", fobs.size(), state, delivery == null ? "" : ", " + delivery);
  }

  private void requireNew(Path file) throws IOException {
    if (force || !Files.exists(file)) return;
    throw new IOException(file + ": すでにあります。--force で置き換えます / exists already; --force replaces it");
  }

  private List<Fob> random(Instant made) {
    if (count < 1 || count > Fobs.COUNT_MAX) {
      throw misuse("--count: 1～%d / must be 1 to %d".formatted(Fobs.COUNT_MAX, Fobs.COUNT_MAX));
    }
    return Fobs.random(count, makes(), new SecureRandom(), made);
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

  private @Nullable Instant expires() {
    if (expiry == null) return null;
    return expiry.plusDays(1).atStartOfDay(TOKYO).minusSeconds(1).toInstant();
  }
}
