package dev.kagimori.bench;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running {@link ServiceProcess}. */
final class ServiceInstance implements AutoCloseable {
  private static final int START_SECONDS = 60;
  private static final int END_SECONDS = 25;

  private final Process process;
  private final InetSocketAddress address;
  private final double startSeconds;

  private ServiceInstance(Process process, InetSocketAddress address, double startSeconds) {
    this.process = process;
    this.address = address;
    this.startSeconds = startSeconds;
  }

  /**
   * What instances share.
   *
   * @param jvm options of their JVM besides those of jvm.options, divided by blanks
   */
  record Setting(DatabaseUri database, Path masterKey, Path clock, Path log, String jvm) {}

  /**
   * Starts one; blocks until it serves.
   *
   * @throws CannotStart where it does not; says where its log is
   */
  static ServiceInstance start(Setting setting) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(usualOptions());
    if (!setting.jvm().isBlank()) command.addAll(List.of(setting.jvm().strip().split("\\s+")));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ServiceProcess.class.getName(),
            setting.masterKey().toString(),
            setting.clock().toString(),
            setting.log().toString()));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2"); // as the launcher does
    builder.environment().putAll(Handover.environment(setting.database()));
    long begun = System.nanoTime();
    var process = builder.start();
    try {
      var port =
          CompletableFuture.supplyAsync(() -> port(process))
              .completeOnTimeout("", START_SECONDS, TimeUnit.SECONDS)
              .join();
      if (port.isEmpty())
        throw new CannotStart(
            "サービスが起動しません。ログ %s を確認してください。".formatted(setting.log()),
            "The service does not start. Look into its log %s.".formatted(setting.log()));
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
      return new ServiceInstance(process, address, (System.nanoTime() - begun) / 1e9);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Those of the launcher. */
  static List<String> usualOptions() throws IOException {
    try (var file = ServiceInstance.class.getResourceAsStream("/jvm.options")) {
      if (file == null) throw new IllegalStateException("jvm.options is not on the class path");
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  /** Empty when it ends without saying its port. */
  private static String port(Process process) {
    try {
      var told = process.inputReader(StandardCharsets.UTF_8);
      for (String line; (line = told.readLine()) != null; )
        if (line.startsWith(ServiceProcess.SERVING))
          return line.substring(ServiceProcess.SERVING.length());
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /** From the start of its process to its first answer's being possible. */
  double startSeconds() {
    return startSeconds;
  }

  /**
   * Memory, from the kernel.
   *
   * @param name {@code VmRSS} for what is resident now, {@code VmHWM} for the most that ever was
   * @return MiB; 0 where the kernel does not tell
   */
  double memory(String name) throws IOException {
    return memory(process.pid(), name);
  }

  static double memory(long pid, String name) throws IOException {
    var status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) return 0;
    for (var line : Files.readAllLines(status))
      if (line.startsWith(name + ":"))
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
    return 0;
  }

  /** Holds it still, its connections open (SIGSTOP). */
  void hold() throws IOException {
    signal("STOP");
  }

  void release() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (kill.onExit().join().exitValue() != 0) throw new IOException("kill -" + name + " failed");
  }

  /** Lets it finish what it does. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
