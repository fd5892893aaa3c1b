package dev.kagimori.bench;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Handover;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One-row commits by JDBC, where there is no pgbench. */
final class JavaDriver implements Driver {
  private final DatabaseUri database;

  JavaDriver(DatabaseUri database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public Commits run(Job job) throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                JavaCommits.class.getName(),
                Integer.toString(job.connections()),
                Integer.toString(job.tokens()),
                Double.toString(job.warmUp()),
                Double.toString(job.seconds()),
                Double.toString(job.rate()),
                job.at().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(Handover.environment(database));
    var process = builder.start();
    var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0)
      throw new IOException("the one-row commits failed");
    var json = new JsonObject(told.substring(told.indexOf('{')));
    return new Commits(
        job.connections(),
        json.getDouble("rate"),
        json.getDouble("p50"),
        json.getDouble("p99"),
        json.getDouble("p999"));
  }
}
