package dev.kagimori.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.Kagimori;
import dev.kagimori.process.Jvm;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in processes of their own, with the product's log. */
class CommandOutputIT {
  @TempDir Path folder;

  @Test
  void whatIsLoggedOfAFaultIsNotAmongWhatAScriptReads() throws Exception {
    var file = Files.writeString(folder.resolve("file.csv"), "serial,secret\n");
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var command = Jvm.command("-Dlogback.configurationFile=logback.xml");
    command.addAll(List.of(Kagimori.class.getName(), "stock", "import", file.toString()));
    command.addAll(List.of("--institution", "minato", "--json"));
    command.addAll(List.of("--data", file.resolve("no directory").toString()));
    var process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
    } finally {
      process.destroyForcibly();
    }
    var printed = Files.readString(out);
    var logged = Files.readString(err);
    assertEquals(1, process.exitValue(), logged);
    assertEquals(1, printed.lines().count(), printed);
    assertEquals("FAILED", new JsonObject(printed).getJsonObject("error").getString("reason"));
    assertTrue(logged.contains("\"formattedMessage\":\"the command failed\""), logged);
  }
}
