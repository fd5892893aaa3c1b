package dev.kagimori.station;

import dev.kagimori.Kagimori;
import dev.kagimori.process.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code kagimori station …} in a process of its own, killed at the end at the latest. */
final class StationProcess implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<String> out;
  private final CompletableFuture<String> err;

  private StationProcess(Process process) {
    this.process = process;
    out = all(process.inputReader(StandardCharsets.UTF_8));
    err = all(process.errorReader(StandardCharsets.UTF_8));
  }

  static StationProcess start(String command, Path line, int baud, String... more)
      throws IOException {
    var words = Jvm.command("-Duser.language=en");
    words.addAll(List.of(Kagimori.class.getName(), "station", command, "--port", line + ""));
    words.addAll(List.of("--json", "--baud", baud + ""));
    words.addAll(List.of(more));
    return new StationProcess(new ProcessBuilder(words).start());
  }

  /** On a thread of its own: the common pool may have one, and be busy. */
  private static CompletableFuture<String> all(BufferedReader from) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (from) {
            return from.lines().collect(Collectors.joining("\n"));
          } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread.ofVirtual()::start);
  }

  /** Waits for its end. */
  int status() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
    return process.exitValue();
  }

  /** All that it printed, once it has ended. */
  String out() {
    return out.join();
  }

  String err() {
    return err.join();
  }

  /** Processor time that it has used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(20, TimeUnit.SECONDS)) throw new AssertionError("it does not die");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
