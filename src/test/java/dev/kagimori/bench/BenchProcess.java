package dev.kagimori.bench;

import dev.kagimori.process.Jvm;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.secrets.Traced;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The command in a process of its own. */
final class BenchProcess {
  private static final int END_SECONDS = 120;

  /** What it came to; {@code printed} has both outputs. */
  record Ended(int status, String printed) {}

  private BenchProcess() {}

  /** What the process runs. */
  static void main(String[] arguments) {
    Traced.keep();
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(
        new CommandLine(new BenchCommand())
            .setOut(out)
            .setErr(out)
            .setExecutionExceptionHandler((failure, _, _) -> failed(out, failure))
            .execute(arguments));
  }

  private static int failed(PrintWriter out, Exception failure) {
    out.println(failure.getMessage());
    return 1;
  }

  /** Runs it to its end; the log of the service that it starts is searched with its own. */
  static Ended run(Path data, String... arguments) throws IOException, InterruptedException {
    var trace = Traced.argument("bench");
    var command = Jvm.command(trace);
    command.addAll(List.of(BenchProcess.class.getName(), "--data", data.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the bench does not end: " + printed);
    }
    var log = data.resolve("bench-service.log");
    if (Files.exists(log)) {
      Secrets.masterKey(data.resolve("master.key"));
      Secrets.database(data.resolve("postgresql"));
      var searched = Path.of(trace.substring(trace.indexOf('=') + 1));
      Files.createDirectories(searched);
      Files.writeString(searched.resolve("printed.txt"), printed);
      Files.copy(log, searched.resolve(log.getFileName() + "-" + System.nanoTime()));
    }
    return new Ended(process.exitValue(), printed);
  }
}
