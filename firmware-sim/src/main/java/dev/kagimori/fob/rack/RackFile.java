package dev.kagimori.fob.rack;

import dev.kagimori.fob.device.Algorithm;
import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Climate;
import dev.kagimori.fob.device.CodeRule;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * The fobs of a rack between two runs: seeds, batteries, quartzes. One line a fob, fields parted by
 * tabs, in the order of {@link #line}. Seeds stand in it in clear, so only its owner may read it.
 */
public final class RackFile {
  private static final String HEADER = "fob-rack state 1";
  private static final String NONE = "-";
  private static final int FIELDS = 17;

  private RackFile() {}

  /** Writes all fobs, replacing the file in one step; only its owner may read it. */
  public static void save(Path file, Collection<Fob> fobs) throws IOException {
    write(file, bytes(fobs));
  }

  static byte[] bytes(Collection<Fob> fobs) {
    var text = new StringBuilder(HEADER).append('\n');
    for (var fob : fobs) text.append(line(fob)).append('\n');
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static void write(Path file, byte[] bytes) throws IOException {
    OwnerOnlyFile.write(file, bytes);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if others may read the file, or it is none of ours
   */
  public static List<Fob> load(Path file) throws IOException {
    OwnerOnlyFile.require(file);
    var lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
      throw new IOException(file + ": 台の状態ファイルではありません / not a rack's state file");
    }
    var fobs = new ArrayList<Fob>(lines.size());
    for (int i = 1; i < lines.size(); i++) {
      try {
        fobs.add(fob(lines.get(i).split("\t", -1)));
      } catch (IllegalArgumentException | DateTimeException e) {
        // without the cause: its message could quote a seed
        throw new IOException(
            "%s: %d 行目が壊れています / line %d is damaged".formatted(file, i + 1, i + 1));
      }
    }
    return List.copyOf(fobs);
  }

  private static String line(Fob fob) {
    synchronized (fob) {
      var seed = fob.seed();
      var rule = fob.rule();
      var quartz = fob.quartz();
      var climate = quartz.climate();
      return String.join(
          "\t",
          fob.serial(),
          fob.manufacturer(),
          fob.model(),
          rule == null ? NONE : Integer.toString(rule.digits()),
          rule == null ? NONE : Integer.toString(rule.stepSeconds()),
          rule == null ? NONE : rule.algorithm().name(),
          seed == null ? NONE : Base64.getEncoder().encodeToString(seed.reveal()),
          fob.sealed() ? "sealed" : "factory",
          quartz.offset().toString(),
          Double.toString(quartz.ppm()),
          Double.toString(climate.meanCelsius()),
          Double.toString(climate.yearlyCelsius()),
          Double.toString(climate.dailyCelsius()),
          fob.clockSet().toString(),
          fob.battery().fresh().toString(),
          Integer.toString(fob.battery().presses()),
          "."); // its end: a line cut short is noticed
    }
  }

  private static Fob fob(String[] field) {
    if (field.length != FIELDS || !field[FIELDS - 1].equals(".")) {
      throw new IllegalArgumentException("wrong number of fields");
    }
    var fob = Fob.builder(field[0]).label(field[1], field[2]);
    if (!field[3].equals(NONE)) {
      int digits = Integer.parseInt(field[3]);
      int step = Integer.parseInt(field[4]);
      fob.rule(new CodeRule(digits, step, Algorithm.valueOf(field[5])));
      fob.seed(Seed.of(Base64.getDecoder().decode(field[6])));
    }
    if (field[7].equals("factory")) fob.factoryMode();
    var climate = new Climate(number(field[10]), number(field[11]), number(field[12]));
    fob.quartz(new Quartz(Duration.parse(field[8]), number(field[9]), climate));
    fob.clockSet(Instant.parse(field[13]));
    fob.battery(new Battery(Instant.parse(field[14]), Integer.parseInt(field[15])));
    return fob.build();
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
