package dev.kagimori.fob.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code drawer}: a page with the fobs of a rack that runs somewhere else. */
@Command(
    name = "drawer",
    description = "トークンをブラウザーで押すページ / A page to press a rack's fobs in a browser, until Ctrl-C",
    mixinStandardHelpOptions = true)
public final class DrawerCommand extends RackCommand {
  private static final long LOOK_SECONDS = 3_600;

  @Mixin private final LineOptions line = new LineOptions();

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      defaultValue = "18083",
      description = "on 127.0.0.1, 0: any (default: ${DEFAULT-VALUE})")
  private int port;

  @Override
  void run() throws IOException {
    if (!DrawerPort.isValid(port)) throw misuse("--listen: 0～65535 / must be 0 to 65535");
    if (!line.valid()) throw misuse("--baud: 300～4000000 / must be 300 to 4000000");
    try (var end = new UntilEnd();
        var drawer = DrawerPort.open(line.line(), line.baud(), port)) {
      out().printf("%s (Ctrl-C: 終了 / end)%n", drawer.uri());
      out().flush();
      boolean ended = false;
      while (!ended) ended = end.await(LOOK_SECONDS);
    }
  }
}
