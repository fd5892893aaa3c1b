package dev.kagimori.fob.cli;

import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.rack.RackFile;
import dev.kagimori.fob.rack.RackSaver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: a rack on its line until the process is asked to end. */
@Command(
    name = "serve",
    description = "ラックを回線につなぐ / Put a rack on its line, until Ctrl-C",
    mixinStandardHelpOptions = true)
public final class ServeCommand extends RackCommand {
  private static final long SAVE_SECONDS = 5;
  private static final long END_SECONDS = 15;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "the rack's state, as made by make (default: rack.state)")
  private Path state = Path.of("rack.state");

  @Option(
      names = "--line",
      paramLabel = "PATH",
      description = "the symbolic link to make for a new pseudo-terminal (default: fobs)")
  private Path line = Path.of("fobs");

  @Option(
      names = "--port",
      paramLabel = "DEVICE",
      description = "a serial port instead, such as /dev/ttyUSB0")
  private @Nullable String port;

  @Option(names = "--baud", paramLabel = "RATE", description = "300 to 4000000 (default: 115200)")
  private int baud = Rack.BAUD;

  @Mixin private final TimeOptions time = new TimeOptions();
  @Mixin private final FaultOptions faults = new FaultOptions();

  @Override
  void run() throws IOException {
    if (!time.valid()) throw misuse("--rate: 0～1000000 / must be 0 to 1000000");
    if (!faults.valid()) {
      throw misuse(
          "故障の率は 0～1、--garbage は 0～10000 です / rates of faults are 0 to 1, --garbage 0 to 10000");
    }
    var fobs = RackFile.load(state);
    var source = time.source();
    var stop = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, ended), "fob-rack-end"));
    try (var rack =
        port == null
            ? Rack.open(fobs, source, line, baud)
            : Rack.onPort(fobs, source, port, baud)) {
      out().printf("%d fobs on %s, %d baud (Ctrl-C: 終了 / end)%n", fobs.size(), rack.line(), baud);
      var seed = faults.apply(rack);
      if (seed != null) out().printf("故障を発生させます / faulty line: --fault-seed %d%n", seed);
      out().flush();
      keep(new RackSaver(state, rack), stop);
    } catch (IllegalArgumentException e) {
      throw misuse(e.getMessage());
    } finally {
      ended.countDown();
    }
  }

  private static void keep(RackSaver saver, CountDownLatch stop) throws IOException {
    try {
      while (!stop.await(SAVE_SECONDS, TimeUnit.SECONDS)) saver.save();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      saver.save();
    }
  }

  /** The process is told to end: first the link goes and the state is kept. */
  private static void end(CountDownLatch stop, CountDownLatch ended) {
    stop.countDown();
    try {
      if (!ended.await(END_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("fob-rack: 終了処理が完了しません / could not end cleanly");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
