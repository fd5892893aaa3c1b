package dev.kagimori.proof;

import dev.kagimori.process.Jvm;
import dev.kagimori.secrets.Traced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One service process with a proxy of its own between it and PostgreSQL. */
final class Instance implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(20);

  /**
   * What all instances share.
   *
   * @param changed a folder of classes that take the place of the service's own; empty: none do
   */
  record Setting(Path directory, Postgres postgres, Optional<Path> changed) {
    Path clock() {
      return directory.resolve("clock");
    }

    Path masterKey() {
      return directory.resolve("master.key");
    }
  }

  private final Setting setting;
  private final Path log;
  private final Proxy proxy;
  private volatile @Nullable Process process;
  private volatile int port;
  private volatile boolean held;

  Instance(Setting setting, int number) {
    this.setting = setting;
    log = setting.directory().resolve("instance-" + number + ".log");
    proxy = Proxy.to(setting.postgres().port());
  }

  Proxy proxy() {
    return proxy;
  }

  LineFaults line() {
    return proxy.faults();
  }

  /** Where it serves; 0 while it does not. */
  int port() {
    return port;
  }

  /** Starts it and waits until it serves; again and again, since PostgreSQL may be down. */
  void start() {
    for (int tries = 1; ; tries++) {
      if (tryStart()) return;
      if (tries == 10) throw new AssertionError("an instance does not start; see " + log);
    }
  }

  private synchronized boolean tryStart() {
    var classPath = System.getProperty("java.class.path");
    try {
      var started =
          new ProcessBuilder(
                  Jvm.executable(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  Traced.argument("instance"),
                  "-cp",
                  setting.changed().map(c -> c + ":" + classPath).orElse(classPath),
                  InstanceProcess.class.getName(),
                  setting.postgres().serviceUri(proxy.port()),
                  setting.masterKey().toString(),
                  setting.clock().toString(),
                  log.toString())
              .redirectError(ProcessBuilder.Redirect.appendTo(Path.of(log + ".err").toFile()))
              .start();
      process = started;
      var line =
          CompletableFuture.supplyAsync(() -> firstLine(started))
              .completeOnTimeout("", START.toSeconds(), TimeUnit.SECONDS)
              .join();
      if (line.isEmpty()) {
        started.destroyForcibly();
        return false;
      }
      port = Integer.parseInt(line);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when it ends without one. */
  private static String firstLine(Process started) {
    try {
      return Objects.requireNonNullElse(started.inputReader(StandardCharsets.UTF_8).readLine(), "");
    } catch (IOException e) {
      return "";
    }
  }

  /** SIGKILL, at once; what it was doing stays half done. */
  void kill() {
    port = 0;
    running().ifPresent(Process::destroyForcibly);
    running().ifPresent(p -> Signals.awaitEnd(p.toHandle(), END));
  }

  boolean isRunning() {
    return running().isPresent() && port != 0;
  }

  boolean isHeld() {
    return held;
  }

  /** Holds it still, sockets open (SIGSTOP). */
  void hold() {
    held = true;
    running().ifPresent(p -> Signals.send(p.pid(), "STOP"));
  }

  void release() {
    held = false;
    running().ifPresent(p -> Signals.send(p.pid(), "CONT"));
  }

  private Optional<Process> running() {
    return Optional.ofNullable(process).filter(Process::isAlive);
  }

  static void startAll(List<Instance> instances) {
    var threads = instances.stream().map(i -> Thread.ofVirtual().start(i::start)).toList();
    for (var thread : threads) Threads.join(thread);
  }

  @Override
  public void close() {
    kill();
    proxy.close();
  }
}
