package dev.kagimori.fob.cli;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.pskc.PskcReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Fobs with the serial numbers and seeds of a PSKC file; their quartzes are drawn by lot. */
final class SeedFile {
  private static final int LABEL_MAX = 32;

  private SeedFile() {}

  static List<Fob> fobs(Path file, Instant made) throws IOException {
    var random = new SecureRandom();
    var serials = new HashSet<String>();
    var fobs = new ArrayList<Fob>();
    for (var key : PskcReader.read(file)) {
      if (!serials.add(key.serial())) {
        throw new IOException(
            "%s: シリアル番号 %s が重複しています / serial number %s occurs twice"
                .formatted(file, key.serial(), key.serial()));
      }
      fobs.add(
          Fob.builder(key.serial())
              .label(label(key.manufacturer()), label(key.model()))
              .rule(key.rule())
              .seed(key.seed())
              .quartz(Quartz.random(random))
              .made(made)
              .build());
    }
    return fobs;
  }

  /** A fob says its names in ASCII. */
  private static String label(String text) {
    var ascii = text.replaceAll("[^ -~]", "?");
    return ascii.substring(0, Math.min(LABEL_MAX, ascii.length()));
  }
}
