package dev.kagimori.demo;

import dev.kagimori.fob.pskc.PskcReader;
import dev.kagimori.process.Jvm;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.secrets.Traced;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The demo in a process of its own, without the walk, on ports that are free. */
final class DemoProcess implements AutoCloseable {
  private static final List<String> PORTS =
      List.of(
          "port",
          "management-port",
          "mail-port",
          "drawer-port",
          "counter-port",
          "bank-port",
          "bank-tls-port");

  private static final long END_SECONDS = 20;

  private final Path directory;
  private final Process process;
  private final BufferedReader out;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> printed = new ArrayList<>();

  private DemoProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** What the process runs. */
  static void main(String[] arguments) {
    Traced.keep();
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new DemoCommand()).setOut(out).setErr(out).execute(arguments));
  }

  /** Starts it; its standard input is at its end from the beginning. */
  static DemoProcess start(Path directory) throws IOException {
    var command = Jvm.command(Traced.argument("demo"));
    command.addAll(List.of(DemoProcess.class.getName(), "--no-walk", "--data"));
    command.add(directory.toString());
    for (var port : PORTS) command.addAll(List.of("--" + port, "0"));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new DemoProcess(directory, process);
  }

  /** Reads on until a line with this text; the process prints it or ends. */
  String awaitLine(String text) throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      printed.add(line);
      if (line.contains(text)) return line;
    }
    throw new AssertionError("the demo ended without \"" + text + "\": " + printed);
  }

  /** All that it printed, once it has ended. */
  String rest() throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) printed.add(line);
    return String.join("\n", printed);
  }

  JsonObject announcement() throws IOException {
    var announced =
        Secrets.demo(directory, new JsonObject(Files.readString(directory.resolve("demo.json"))));
    for (var key : PskcReader.read(directory.resolve("fobs-kitahama.pskc.xml")))
      Secrets.seed(key.seed().reveal());
    for (var institution : institutions(announced)) {
      Secrets.apiKey(institution.getString("apiKey"));
      var staff = institution.getJsonObject("staffKeys");
      for (var role : staff.fieldNames()) Secrets.apiKey(staff.getString(role));
    }
    return announced;
  }

  static List<JsonObject> institutions(JsonObject announced) {
    return announced.getJsonArray("institutions").stream().map(JsonObject.class::cast).toList();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder().GET());
  }

  HttpResponse<String> post(String path, JsonObject body) throws IOException, InterruptedException {
    Secrets.typed(body);
    var content = HttpRequest.BodyPublishers.ofString(body.encode());
    return send(
        path, HttpRequest.newBuilder().header("Content-Type", "application/json").POST(content));
  }

  private HttpResponse<String> send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var demo = announcement();
    return send(URI.create(demo.getString("frontend") + path), demo.getString("apiKey"), request);
  }

  /** As whoever holds a key, at any address. */
  HttpResponse<String> get(URI uri, String key) throws IOException, InterruptedException {
    return send(uri, key, HttpRequest.newBuilder().GET());
  }

  private HttpResponse<String> send(URI uri, String key, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request
            .uri(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + key)
            .build(),
        BodyHandlers.ofString());
  }

  /** SIGTERM; the exit status. */
  int end() throws InterruptedException {
    process.toHandle().destroy(); // the process's own would close what it still prints
    return exitStatus();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitStatus();
  }

  int exitStatus() throws InterruptedException {
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS))
      throw new AssertionError("the demo did not end");
    return process.exitValue();
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.toHandle().destroy(); // the process's own would close what it still prints
    try {
      exitStatus();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
