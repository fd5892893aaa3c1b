package dev.kagimori.stock.intake;

import dev.kagimori.Kagimori;
import dev.kagimori.process.Jvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code kagimori stock import -} in a process of its own, with little memory. */
final class ImportProcess implements AutoCloseable {
  private final Process process;
  private final CompletableFuture<String> out;

  private ImportProcess(Process process) {
    this.process = process;
    out = CompletableFuture.supplyAsync(this::all, Thread.ofVirtual()::start);
  }

  private String all() {
    try (var from = process.getInputStream()) {
      return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ImportProcess start(Stock stock, Path directory, String... more) throws IOException {
    var words = Jvm.command("-Xmx48m");
    words.addAll(List.of(Kagimori.class.getName(), "stock", "import", "-", "--json"));
    words.addAll(List.of("--institution", stock.institution));
    words.addAll(List.of("--key-file", keyFile(directory).toString()));
    words.addAll(where(stock, directory));
    words.addAll(List.of(more));
    return new ImportProcess(
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  static Path keyFile(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("transport-key"), HexFormat.of().formatHex(Maker.keyBytes()));
  }

  /** The options that name the database. */
  static List<String> where(Stock stock, Path directory) throws IOException {
    var passwords = new Properties();
    var kagimori = stock.kagimori;
    try (var in =
        Files.newBufferedReader(kagimori.directory().resolve("database").resolve("passwords"))) {
      passwords.load(in);
    }
    var password = directory.resolve("operator-password");
    Files.writeString(password, passwords.getProperty("kagimori"));
    var uri =
        "postgresql://kagimori@127.0.0.1:%d/kagimori?sslmode=disable&passwordfile=%s"
            .formatted(kagimori.backstage().database().port(), password);
    return List.of("--database", uri, "--master-key", kagimori.masterKey().toString());
  }

  /** Its standard input: the file. */
  OutputStream file() {
    return process.getOutputStream();
  }

  int status() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
    return process.exitValue();
  }

  String out() {
    return out.join();
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
