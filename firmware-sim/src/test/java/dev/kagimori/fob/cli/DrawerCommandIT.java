package dev.kagimori.fob.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.rack.RackFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The drawer as it is opened from the command line: with the rack, or beside it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DrawerCommandIT {
  private static final String NOW = "2030-01-01T00:00:00Z";
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

  @TempDir private Path dir = Path.of("");
  private String serial = "";

  @BeforeEach
  void make() throws IOException {
    var made = Ran.of("make", "--count", 2, "--state", state(), "--pskc", dir.resolve("seeds.xml"));
    assertEquals(0, made.status(), made.err());
    serial = RackFile.load(state()).getFirst().serial();
  }

  private Path state() {
    return dir.resolve("rack.state");
  }

  private Path line() {
    return dir.resolve("fobs");
  }

  /** A rack on its line, in a time that stands still. */
  private RackProcess serve(Object... more) throws IOException {
    var args = new ArrayList<Object>();
    args.addAll(List.of("serve", "--now", NOW, "--rate", 0, "--state", state(), "--line", line()));
    args.addAll(List.of(more));
    var process = RackProcess.start(args.toArray());
    var first = process.line();
    assertTrue(first.startsWith("2 fobs on "), first);
    return process;
  }

  private RackProcess drawer() throws IOException {
    return RackProcess.start("drawer", "--line", line(), "--listen", 0);
  }

  private static URI addressIn(String line) {
    var found = ADDRESS.matcher(line);
    assertTrue(found.find(), line);
    return URI.create(found.group());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return send(HttpRequest.newBuilder(address).header("Accept-Language", "en"));
  }

  private HttpResponse<String> set(URI drawer, String what, String field) throws Exception {
    var address = drawer.resolve("/api/fobs/" + serial + "/" + what);
    return send(HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(field)));
  }

  private static void refuses(int status, String message, Object... args) {
    var ran = Ran.of(args);
    assertEquals(status, ran.status(), ran.err());
    assertTrue(ran.err().contains(message), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void serveWithADrawerShowsItsPageAndItsFobsCanBePressedAndSet() throws Exception {
    try (var rack = serve("--drawer", 0)) {
      var drawer = addressIn(rack.line());
      var page = get(drawer);
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("<html lang=\"en\""), page.body());
      var expected = RackFile.load(state()).getFirst().pressForCode(Instant.parse(NOW));
      var pressed = set(drawer, "press", "");
      assertEquals(200, pressed.statusCode(), pressed.body());
      assertTrue(pressed.body().contains("\"text\":\"" + expected + "\""), pressed.body());
      var worn = set(drawer, "battery", "percent=50");
      assertEquals(200, worn.statusCode(), worn.body());
      assertTrue(Ran.of("list", "--line", line()).out().contains(" 50 % "), worn.body());
      rack.end();
    }
    assertEquals(50, RackFile.load(state()).getFirst().battery().percent(Instant.parse(NOW)));
  }

  @Test
  void aRackThatIsNotAdjustableIsPressedButNotSetThroughADrawerBesideIt() throws Exception {
    try (var _ = serve();
        var process = drawer()) {
      var drawer = addressIn(process.line());
      assertEquals(200, get(drawer).statusCode());
      assertEquals(200, set(drawer, "press", "").statusCode());
      var before = Ran.of("list", "--line", line()).out();
      for (var setting : List.of("battery percent=50", "offset millis=1000", "rate ppb=1000")) {
        var parts = setting.split(" ", 2);
        var refused = set(drawer, parts[0], parts[1]);
        assertEquals(409, refused.statusCode(), setting);
        assertTrue(refused.body().contains("NOT_ADJUSTABLE"), refused.body());
      }
      process.end();
      assertEquals(2, before.lines().count(), before);
      assertEquals(before, Ran.of("list", "--line", line()).out()); // the rack runs on
    }
  }

  @Test
  void anAdjustableRackIsSetThroughADrawerBesideIt() throws Exception {
    try (var _ = serve("--adjustable");
        var process = drawer()) {
      var drawer = addressIn(process.line());
      assertEquals(200, set(drawer, "battery", "percent=50").statusCode());
      assertEquals(200, set(drawer, "offset", "millis=90000").statusCode());
      var fob = get(drawer.resolve("/api/fobs/" + serial)).body();
      assertTrue(fob.contains("\"percent\":50") && fob.contains("\"aheadMillis\":90000"), fob);
      assertEquals(400, set(drawer, "battery", "percent=101").statusCode());
    }
  }

  @Test
  void portsThatAreNoneAreMisuseAndSayWhatIsRight() {
    for (var port : List.of(-1, 65_536)) {
      refuses(2, "--drawer: 0～65535 / must be 0 to 65535", "serve", "--drawer", port);
      refuses(2, "--listen: 0～65535 / must be 0 to 65535", "drawer", "--listen", port);
    }
    refuses(2, "--drawer", "serve", "--drawer", "many");
    refuses(2, "--drawer", "serve", "--drawer");
    refuses(2, "--listen", "drawer", "--listen", "many");
    for (var rate : List.of(299, 4_000_001)) {
      refuses(2, "--baud: 300～4000000", "serve", "--drawer", 0, "--baud", rate);
      refuses(2, "--baud: 300～4000000", "drawer", "--listen", 0, "--baud", rate);
    }
    var device = dir.resolve("ttyNone");
    refuses(2, "use fob-rack drawer", "serve", "--drawer", 0, "--port", device);
    assertFalse(Files.exists(line()));
  }

  @Test
  void aPortThatIsTakenIsNamedAndNoRackIsLeftOnTheLine() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      var message = "port %d is in use; name another one".formatted(port);
      refuses(1, message, "drawer", "--line", line(), "--listen", port);
      refuses(1, message, "serve", "--state", state(), "--line", line(), "--drawer", port);
    }
    assertFalse(Files.exists(line()));
  }

  @Test
  void aDrawerWithoutARackTellsSoUntilOneIsThere() throws Exception {
    try (var process = drawer()) {
      var drawer = addressIn(process.line());
      assertEquals(200, get(drawer).statusCode());
      var fobs = drawer.resolve("/api/fobs");
      var absent = get(fobs);
      assertEquals(502, absent.statusCode());
      assertTrue(absent.body().contains("NO_LINE"), absent.body());
      try (var _ = serve()) {
        assertTrue(get(fobs).body().contains(serial));
      }
    }
  }
}
