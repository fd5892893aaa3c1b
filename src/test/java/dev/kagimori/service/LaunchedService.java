package dev.kagimori.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged program as a process that its launcher started; killed at the end at the latest. */
final class LaunchedService implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final List<String> printed = new ArrayList<>();
  private final JsonObject serving;

  private LaunchedService(Process process) throws IOException {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
    serving = awaitServing();
  }

  /** Starts it; returns when it says that it serves. */
  static LaunchedService start(ProcessBuilder launcher) throws IOException {
    var process = launcher.redirectErrorStream(true).start();
    try {
      return new LaunchedService(process);
    } catch (Throwable e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private JsonObject awaitServing() throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      printed.add(line);
      if (line.contains("\"serving\"")) return new JsonObject(line);
    }
    throw new AssertionError("it ended without serving: " + printed);
  }

  /** All that it said so far, which is its log. */
  List<String> printed() {
    return printed;
  }

  /** Asks until it is ready, or dead. */
  void awaitReady() throws IOException, InterruptedException {
    var ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/health/ready")).build();
    try (var http = HttpClient.newHttpClient()) {
      while (http.send(ready, BodyHandlers.ofString()).statusCode() != 200)
        if (!process.isAlive()) throw new AssertionError("it died: " + printed);
    }
  }

  private int port() {
    for (var pair : serving.getJsonArray("kvpList", new JsonArray()))
      if (pair instanceof JsonObject named && named.containsKey("management"))
        return Integer.parseInt(named.getString("management"));
    throw new AssertionError("no port in " + serving);
  }

  /** Whether its JVM has mapped a file. */
  boolean uses(Path file) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"))
        .contains(file.toString());
  }

  /** SIGTERM. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
