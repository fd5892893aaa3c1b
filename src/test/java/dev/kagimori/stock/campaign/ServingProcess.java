package dev.kagimori.stock.campaign;

import dev.kagimori.process.Jvm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code kagimori serve} in a process of its own, with the memory that a service has. */
final class ServingProcess implements AutoCloseable {
  private static final Pattern COLLECTED = Pattern.compile("Pause Full .*->([0-9]+)M\\(");

  private final Process process;
  private final Path collections;
  private final int port;
  private volatile String last = "";

  private ServingProcess(Process process, Path collections) throws IOException {
    this.process = process;
    this.collections = collections;
    var out = process.inputReader(StandardCharsets.UTF_8);
    port = awaitServing(out);
    Thread.ofVirtual().start(() -> out.lines().forEach(line -> last = line));
  }

  /** On a town's database; returns when it serves. */
  static ServingProcess start(Town town, Path directory) throws IOException {
    var collections = directory.resolve("gc.log");
    var command = new ArrayList<String>();
    command.add(Jvm.executable());
    try (var file = ServingProcess.class.getResourceAsStream("/jvm.options")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(line -> line.startsWith("-")).forEach(command::add);
    }
    command.add("-Xlog:gc:file=" + collections);
    command.addAll(List.of("-cp", withoutTests(), "dev.kagimori.Kagimori", "serve"));
    command.addAll(List.of("--port", "0", "--management-port", "0"));
    command.addAll(List.of("--database", uri(town, directory)));
    command.addAll(List.of("--master-key", town.kagimori.masterKey().toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      return new ServingProcess(process, collections);
    } catch (Throwable e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** It logs as a service does. */
  private static String withoutTests() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> !path.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String uri(Town town, Path directory) throws IOException {
    var passwords = new Properties();
    var kept = town.kagimori.directory().resolve("database").resolve("passwords");
    try (var in = Files.newBufferedReader(kept)) {
      passwords.load(in);
    }
    var password = directory.resolve("serving-password");
    Files.writeString(password, passwords.getProperty("kagimori"));
    return "postgresql://kagimori@127.0.0.1:%d/kagimori?sslmode=disable&passwordfile=%s"
        .formatted(town.kagimori.backstage().database().port(), password);
  }

  private static int awaitServing(BufferedReader out) throws IOException {
    var printed = new ArrayList<String>();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      printed.add(line);
      if (line.contains("\"serving\""))
        for (var pair : new JsonObject(line).getJsonArray("kvpList", new JsonArray()))
          if (pair instanceof JsonObject named && named.containsKey("frontend"))
            return Integer.parseInt(named.getString("frontend"));
    }
    throw new AssertionError("it ended without serving: " + printed);
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** For who asks why it died. */
  String lastLine() {
    return last;
  }

  /** MiB of the heap that were in use after a full collection, at most so far. */
  int heapMiB() throws IOException {
    int most = 0;
    for (var line : Files.readAllLines(collections)) {
      var found = COLLECTED.matcher(line);
      if (found.find()) most = Math.max(most, Integer.parseInt(found.group(1)));
    }
    return most;
  }

  /** MiB that were resident at most so far, by the kernel; 0 where it does not tell. */
  long residentMiB() throws IOException {
    var status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) return 0;
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
