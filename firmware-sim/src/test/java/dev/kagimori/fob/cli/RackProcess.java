package dev.kagimori.fob.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.FobRack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code fob-rack} in a process of its own, as people start it. */
final class RackProcess implements AutoCloseable {
  private static final long END_SECONDS = 20;

  private final Process process;
  private final BufferedReader out;

  private RackProcess(Process process) {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  static RackProcess start(Object... args) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FobRack.class.getName());
    for (var arg : args) command.add(arg.toString());
    return new RackProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** The next line that it prints; empty when it has ended. */
  String line() throws IOException {
    var line = out.readLine();
    return line == null ? "" : line;
  }

  /** Asks it to end, as Ctrl-C does, and waits. */
  void end() throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(END_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
  }
}
