package dev.kagimori.fob.cli;

import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.rack.RackFile;
import dev.kagimori.fob.rack.RackSaver;
import java.io.IOException;
import java.nio.file.Path;
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

  @Option(
      names = "--adjustable",
      description = "readers may set clocks, quartzes and batteries (PROTOCOL.md §6)")
  private boolean adjustable;

  @Option(
      names = "--drawer",
      paramLabel = "PORT",
      description =
          "also a page in the browser to press and set the fobs, on 127.0.0.1, 0: any; makes the"
              + " rack adjustable")
  private @Nullable Integer drawer;

  @Mixin private final TimeOptions time = new TimeOptions();
  @Mixin private final FaultOptions faults = new FaultOptions();

  @Override
  void run() throws IOException {
    if (!time.valid()) throw misuse("--rate: 0～1000000 / must be 0 to 1000000");
    if (!faults.valid()) {
      throw misuse(
          "故障の率は 0～1、--garbage は 0～10000 です / rates of faults are 0 to 1, --garbage 0 to 10000");
    }
    if (!LineOptions.isRate(baud)) throw misuse("--baud: 300～4000000 / must be 300 to 4000000");
    if (drawer != null && !DrawerPort.isValid(drawer)) {
      throw misuse("--drawer: 0～65535 / must be 0 to 65535");
    }
    if (drawer != null && port != null) {
      throw misuse(
          "--drawer は --port と併用できません。回線の相手側で fob-rack drawer を使ってください / --drawer does not go with"
              + " --port: the rack has that end of the line itself; use fob-rack drawer at the"
              + " other end");
    }
    var fobs = RackFile.load(state);
    var source = time.source();
    try (var end = new UntilEnd();
        var rack =
            port == null
                ? Rack.open(fobs, source, line, baud)
                : Rack.onPort(fobs, source, port, baud);
        var opened = drawer == null ? null : DrawerPort.open(line.toString(), baud, drawer)) {
      rack.adjustable(adjustable || drawer != null);
      out().printf("%d fobs on %s, %d baud (Ctrl-C: 終了 / end)%n", fobs.size(), rack.line(), baud);
      var seed = faults.apply(rack);
      if (seed != null) out().printf("故障を発生させます / faulty line: --fault-seed %d%n", seed);
      if (opened != null) out().printf("引き出し / drawer: %s%n", opened.uri());
      out().flush();
      keep(new RackSaver(state, rack), end);
    } catch (IllegalArgumentException e) {
      throw misuse(e.getMessage());
    }
  }

  private static void keep(RackSaver saver, UntilEnd end) throws IOException {
    try {
      while (!end.await(SAVE_SECONDS)) saver.save();
    } finally {
      saver.save();
    }
  }
}
