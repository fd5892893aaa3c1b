package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.core.joran.spi.JoranException;
import dev.kagimori.secrets.Traced;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {
  @TempDir private Path folder;

  @AfterEach
  void back() throws JoranException {
    Traced.again();
  }

  @Test
  void aPersonGetsReadableLinesInAFile() throws IOException {
    var file = folder.resolve("kagimori.log");
    Logs.toFile(file);
    new Journal(new SimpleMeterRegistry())
        .record(
            new Journal.Entry(
                HttpMethod.valueOf("EVIL\u0001"),
                new Destination("verify", "/v1/contracts/{contract}", false),
                200,
                "OK",
                7_000_000,
                Optional.of(new Credentials.Identity("aoba", "web")),
                "r-1"));
    LoggerFactory.getLogger("io.netty.x").info("too much");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Logs.json();
    var lines = Files.readAllLines(file);
    assertEquals(1, lines.size());
    for (var part :
        new String[] {"method=\"OTHER\"", "status=\"200\"", "ms=\"7\"", "client=\"web\"", "r-1"})
      assertTrue(lines.getFirst().contains(part), lines::toString);
    assertFalse(lines.getFirst().contains("EVIL"));
  }

  @Test
  void theLogOfACommandIsKeptFromWhatItWasAskedFor() {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var outBefore = System.out;
    var errBefore = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      Logs.json();
      LoggerFactory.getLogger("dev.kagimori.x").warn("a service's");
      Logs.toStandardError();
      Logs.json();
      LoggerFactory.getLogger("dev.kagimori.x").warn("a command's");
    } finally {
      System.clearProperty("kagimori.log.stream");
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
    var service = out.toString(StandardCharsets.UTF_8);
    var command = err.toString(StandardCharsets.UTF_8);
    assertTrue(service.contains("a service's") && !service.contains("a command's"), service);
    assertTrue(command.contains("a command's") && !command.contains("a service's"), command);
  }
}
