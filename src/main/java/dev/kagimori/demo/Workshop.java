package dev.kagimori.demo;

import dev.kagimori.database.CannotStart;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.PskcWriter;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.rack.RackFile;
import dev.kagimori.fob.rack.RackSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The maker and its rack of fobs, which keep what they are from one start to the next. */
final class Workshop implements AutoCloseable {
  private static final int COUNT = 24;
  private static final int KITAHAMAS = 4;

  private static final Logger log = LoggerFactory.getLogger(Workshop.class);
  private static final Duration SAVED_EVERY = Duration.ofSeconds(5);

  private final Rack rack;
  private final RackSaver saver;
  private final Ending stop;
  private final Thread keeper =
      Thread.ofPlatform().daemon().name("demo-rack").unstarted(this::keep);

  private Workshop(Rack rack, RackSaver saver, Ending stop) {
    this.rack = rack;
    this.saver = saver;
    this.stop = stop;
  }

  /**
   * The fobs as they were left, or new ones; with the delivery that tells the bank their seeds.
   *
   * @throws CannotStart when what was left is unusable
   */
  static List<Fob> fobs(Home home) throws IOException {
    if (!Files.exists(home.rack())) {
      refuseLoss(home, home.started());
      var made = Clock.systemUTC().instant();
      RackFile.save(home.rack(), Fobs.random(COUNT, Make.SIX_DIGITS, new SecureRandom(), made));
    }
    var fobs = withKitahamas(home, RackFile.load(home.rack()));
    deliver(fobs, Tenant.MINATO, home.delivery());
    deliver(fobs, Tenant.KITAHAMA, home.deliveryKitahama());
    return fobs;
  }

  /** A rack of a former version has none of them. */
  private static List<Fob> withKitahamas(Home home, List<Fob> fobs) throws IOException {
    if (fobs.stream().anyMatch(fob -> isOf(fob, Tenant.KITAHAMA))) return fobs;
    refuseLoss(home, home.deliveryKitahama());
    var made = Clock.systemUTC().instant();
    var all = new ArrayList<>(fobs);
    all.addAll(Fobs.random(KITAHAMAS, List.of(Make.TK8), new SecureRandom(), made));
    RackFile.save(home.rack(), all);
    return List.copyOf(all);
  }

  private static void deliver(List<Fob> fobs, Tenant tenant, Path file) throws IOException {
    if (!Files.exists(file))
      PskcWriter.write(
          file,
          fobs.stream()
              .filter(fob -> isOf(fob, tenant))
              .map(fob -> PskcKey.of(fob, null))
              .toList());
  }

  /** Those with eight digits are Kitahama's, the others Minato's. */
  private static boolean isOf(Fob fob, Tenant tenant) {
    var kitahamas = fob.model().equals(Make.TK8.model());
    return tenant.equals(kitahamas ? Tenant.KITAHAMA : Tenant.MINATO);
  }

  /** Serial numbers of an institution's fobs, in order. */
  static List<String> serials(List<Fob> fobs, Tenant tenant) {
    return fobs.stream().filter(fob -> isOf(fob, tenant)).map(Fob::serial).sorted().toList();
  }

  /** New fobs would be strangers to a bank that has been given others. */
  private static void refuseLoss(Home home, Path sign) {
    if (!Files.exists(sign)) return;
    throw new CannotStart(
        "トークンの状態ファイル %s がないか、古いものです。元に戻すか、%s を消して最初からやり直してください。"
            .formatted(home.rack(), home.directory()),
        "The fobs' file %s is missing or too old. Put it back, or remove %s and begin anew."
            .formatted(home.rack(), home.directory()));
  }

  /** Puts the rack on its line. */
  static Workshop open(Home home, List<Fob> fobs, Ending stop) throws IOException {
    var rack = Rack.open(fobs, InstantSource.system(), home.line(), Rack.BAUD);
    rack.adjustable(true);
    var workshop = new Workshop(rack, new RackSaver(home.rack(), rack), stop);
    workshop.keeper.start();
    return workshop;
  }

  private void keep() {
    while (!stop.asked(SAVED_EVERY)) save();
  }

  private synchronized void save() {
    try {
      saver.save();
    } catch (IOException e) {
      log.error("the fobs' state could not be kept; tried again soon", e);
    }
  }

  @Override
  public void close() throws IOException {
    rack.close();
    save();
  }
}
