package dev.kagimori.fob.junit;

import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.time.DrivenTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A rack on its line, and all that goes with it when it ends. JUnit closes it. */
final class StartedRack implements AutoCloseable {
  private final Rack rack;
  private final DrivenTime time;
  private final @Nullable Path folder;
  private volatile boolean closed;

  private StartedRack(Rack rack, DrivenTime time, @Nullable Path folder) {
    this.rack = rack;
    this.time = time;
    this.folder = folder;
  }

  static StartedRack start(RackSetup setup) {
    var time = setup.time() == null ? new DrivenTime(setup.begin()) : setup.time();
    Path folder = null;
    try {
      folder = setup.line() == null ? Files.createTempDirectory("fob-rack") : null;
      var line = folder == null ? setup.line() : folder.resolve("fobs");
      if (line == null) throw new IllegalStateException("no line");
      var rack = Rack.open(setup.makeFobs(time.instant()), time, line, setup.baud());
      return new StartedRack(rack, time, folder);
    } catch (IOException | RuntimeException | LinkageError e) { // LinkageError: not on this system
      var failure =
          new ExtensionConfigurationException(
              "トークンのラックを開始できません。Linux か macOS が必要です / the rack of fobs could not be started; it takes Linux or macOS (%s)"
                  .formatted(e),
              e);
      try {
        if (folder != null) Files.deleteIfExists(folder);
      } catch (IOException more) {
        failure.addSuppressed(more);
      }
      throw failure;
    }
  }

  Rack rack() {
    return rack;
  }

  DrivenTime time() {
    return time;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      rack.close();
    } finally {
      if (folder != null) Files.deleteIfExists(folder);
    }
  }
}
