package dev.kagimori.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Totp;
import dev.kagimori.fob.pskc.PskcReader;
import dev.kagimori.station.Station;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoIT {
  private static final int SIGTERM_STATUS = 143;
  private static final Duration STEP = Duration.ofSeconds(30);

  @TempDir Path parent;

  @Test
  void aBankLivesOnThroughSigtermAndSigkill() throws Exception {
    var directory = parent.resolve("a bank's data");
    JsonObject first;
    String serial;
    String user;
    try (var demo = DemoProcess.start(directory)) {
      demo.awaitLine("ready");
      first = demo.announcement();
      serial = first.getJsonArray("fobs").getString(0);
      user = path(first.getJsonArray("customers").getJsonObject(0));
      assertEquals(24, first.getJsonArray("fobs").size());
      assertEquals(6, first.getJsonArray("customers").size());
      assertEquals("rw-------", permissions(directory.resolve("demo.json")));
      assertEquals("rw-------", permissions(directory.resolve("fobs.pskc.xml")));
      assertEquals("rw-------", permissions(directory.resolve("kagimori.log")));
      assertFiveInstitutions(demo, directory, first);
      for (var page : List.of("fobDrawer", "counter"))
        assertEquals(200, demo.get(URI.create(first.getString(page)), "none").statusCode());
      startAndVerify(demo, directory, user, serial);
      assertToldByMail(demo, first);
      assertEquals(SIGTERM_STATUS, demo.end(), demo.rest());
    }
    assertNothingRuns(directory);
    try (var demo = DemoProcess.start(directory)) {
      demo.awaitLine("ready");
      assertSameBank(demo, first, user, serial);
      demo.kill();
    }
    try (var demo = DemoProcess.start(directory)) {
      demo.awaitLine("ready");
      assertSameBank(demo, first, user, serial);
      assertEquals(SIGTERM_STATUS, demo.end(), demo.rest());
    }
    assertNothingRuns(directory);
  }

  @Test
  void twoDemosRunSideBySideButNotOnOneDirectory() throws Exception {
    try (var one = DemoProcess.start(parent.resolve("one"));
        var other = DemoProcess.start(parent.resolve("other"))) {
      one.awaitLine("ready");
      other.awaitLine("ready");
      var own = one.announcement();
      assertNotEquals(own.getString("apiKey"), other.announcement().getString("apiKey"));
      try (var intruder = DemoProcess.start(parent.resolve("one"))) {
        assertEquals(1, intruder.exitStatus());
        var said = intruder.rest();
        assertTrue(said.contains("別の Kagimori") && said.contains("Another Kagimori"), said);
        assertFalse(said.contains("\tat "), said);
      }
      assertEquals(own, one.announcement());
      var fob = own.getJsonArray("fobs").getString(23);
      try (var station =
          Station.open(
              Path.of(own.getString("serialLine")), Station.BAUD_DEFAULT, Clock.systemUTC())) {
        assertEquals(28, new HashSet<>(station.list()).size());
        assertTrue(station.press(fob).matches("[0-9]{6}"));
      }
    }
  }

  private static void startAndVerify(DemoProcess demo, Path directory, String user, String serial)
      throws IOException, InterruptedException {
    var now = Clock.systemUTC().instant();
    var started =
        demo.post(
            user + "/start",
            new JsonObject().put("serial", serial).put("code", code(directory, serial, now)));
    assertEquals(201, started.statusCode(), started.body());
    // the code of the following time step: the clocks of bank and fob may differ that much
    var verified =
        demo.post(
            user + "/verify",
            new JsonObject()
                .put("operation", "LOGIN")
                .put("code", code(directory, serial, now.plus(STEP))));
    assertEquals("ACCEPTED", new JsonObject(verified.body()).getString("result"), verified.body());
  }

  private static void assertFiveInstitutions(DemoProcess demo, Path directory, JsonObject announced)
      throws IOException, InterruptedException {
    assertEquals("rw-------", permissions(directory.resolve("keys.json")));
    assertEquals(
        List.of("aoba", "kitahama", "hanamizuki", "taiga", "minato"), told(announced, "id"));
    assertEquals(List.of("A", "B", "C", "D", "E"), told(announced, "system"));
    for (var institution : DemoProcess.institutions(announced)) {
      var address = institution.getString("frontend");
      var customer = path(institution.getJsonArray("customers").getJsonObject(0));
      var user = demo.get(URI.create(address + customer), institution.getString("apiKey")).body();
      assertEquals("NOT_REGISTERED", new JsonObject(user).getString("status"), user);
      var staffKeys = institution.getJsonObject("staffKeys");
      assertEquals(6, staffKeys.size());
      var sheet =
          demo.get(
              URI.create(address + customer.replace("/v1/", "/v1/staff/")),
              staffKeys.getString("HELPDESK"));
      assertEquals(200, sheet.statusCode(), sheet.body());
    }
    var minato = DemoProcess.institutions(announced).getLast();
    assertEquals(announced.getString("apiKey"), minato.getString("apiKey"));
    assertEquals(announced.getJsonArray("fobs"), minato.getJsonArray("fobs"));
  }

  private static List<Object> told(JsonObject announced, String member) {
    return DemoProcess.institutions(announced).stream().map(i -> i.getValue(member)).toList();
  }

  /** Of the start, to the registered address. */
  private static void assertToldByMail(DemoProcess demo, JsonObject announced) {
    var uri = URI.create(announced.getString("mail"));
    var to =
        DemoProcess.institutions(announced)
            .getLast()
            .getJsonArray("customers")
            .getJsonObject(0)
            .getString("registeredMail");
    Waits.until(
        "the mail has come",
        () ->
            new JsonObject(demo.get(uri, "none").body())
                .getJsonArray("mails")
                .encode()
                .contains(to));
  }

  private static void assertSameBank(DemoProcess demo, JsonObject first, String user, String serial)
      throws IOException, InterruptedException {
    var now = demo.announcement();
    for (var field : new String[] {"institution", "apiKey", "serialLine"})
      assertEquals(first.getString(field), now.getString(field));
    assertEquals(first.getJsonArray("fobs"), now.getJsonArray("fobs"));
    assertEquals(first.getJsonArray("customers"), now.getJsonArray("customers"));
    for (var member : new String[] {"id", "apiKey", "staffKeys", "fobs", "customers"})
      assertEquals(told(first, member), told(now, member));
    var status = new JsonObject(demo.get(user).body());
    assertEquals("IN_USE", status.getString("status"));
    assertEquals(serial, status.getJsonObject("token").getString("serial"));
  }

  private static void assertNothingRuns(Path directory) {
    assertFalse(Files.exists(directory.resolve("demo.json")));
    assertFalse(Files.exists(directory.resolve("fobs"), LinkOption.NOFOLLOW_LINKS));
    assertFalse(Files.exists(directory.resolve("postgresql/data/postmaster.pid")));
  }

  /** As anyone can compute it who has the maker's delivery. */
  private static String code(Path directory, String serial, Instant at) throws IOException {
    var key =
        PskcReader.read(directory.resolve("fobs.pskc.xml")).stream()
            .filter(candidate -> candidate.serial().equals(serial))
            .findFirst()
            .orElseThrow();
    return Totp.code(key.seed(), key.rule(), at);
  }

  private static String path(JsonObject customer) {
    return "/v1/contracts/"
        + customer.getString("contract")
        + "/users/"
        + customer.getString("user");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
