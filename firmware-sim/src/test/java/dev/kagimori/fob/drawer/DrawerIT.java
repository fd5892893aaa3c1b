package dev.kagimori.fob.drawer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Totp;
import dev.kagimori.fob.drawer.Browser.Answer;
import dev.kagimori.fob.junit.FobRackExtension;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.reader.LineInUseException;
import dev.kagimori.fob.reader.RackReader;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Over HTTP, the line and a real pseudo-terminal. */
@Timeout(60)
class DrawerIT {
  private static final Duration NO_PATIENCE = Duration.ZERO;

  @RegisterExtension
  final FobRackExtension fobs = FobRackExtension.of(30).makes(Make.GM6, Make.TK8);

  private AutoCloseable closing = () -> {};
  private Browser browser = new Browser(URI.create("http://none/"));

  @BeforeEach
  void open() throws IOException {
    fobs.rack().adjustable(true);
    var drawer = Drawer.open(fobs.line().toString(), Rack.BAUD, 0);
    closing = drawer;
    browser = new Browser(drawer.uri());
  }

  @AfterEach
  void close() throws Exception {
    closing.close();
  }

  private Instant now() {
    return fobs.time().instant();
  }

  private static String totp(Fob fob, Instant at) {
    var seed = fob.seed();
    var rule = fob.rule();
    assertNotNull(seed);
    assertNotNull(rule);
    return Totp.code(seed, rule, at);
  }

  private Answer press(Fob fob) throws IOException {
    return browser.post("/api/fobs/" + fob.serial() + "/press", "");
  }

  private Answer set(Fob fob, String what, String field) throws IOException {
    return browser.post("/api/fobs/" + fob.serial() + "/" + what, field);
  }

  @Test
  @DisplayName("F2: a press shows the code of the fob's time, a second one blanks it")
  void aPressShowsTheCodeAndASecondOneBlanksIt() throws IOException {
    for (var fob : fobs.fobs().subList(0, 2)) {
      var shown = press(fob);
      assertEquals(totp(fob, fob.clock(now())), shown.member("text"));
      assertEquals("30000", shown.member("change"));
      assertEquals("dark", press(fob).member("kind"));
      assertEquals(totp(fob, fob.clock(now())), press(fob).member("text"));
      fobs.time().pass(Duration.ofSeconds(30));
      assertEquals("dark", browser.get("/api/fobs/" + fob.serial() + "/display").member("kind"));
    }
  }

  @Test
  @DisplayName(
      "F3: a dying battery warns before the code, an empty one is told and can be replaced")
  void batteriesDieAndAreReplaced() throws IOException {
    var fob = fobs.fobs().getFirst();
    assertEquals("9", set(fob, "battery", "percent=9").member("percent"));
    var warned = press(fob);
    assertEquals("bAtt 09", warned.member("text"));
    assertEquals("2000", warned.member("change"));
    fobs.time().pass(Duration.ofSeconds(2));
    var shown = browser.get("/api/fobs/" + fob.serial() + "/display");
    assertTrue(shown.member("text").matches("[0-9]{6}|[0-9]{8}"), shown.body());
    set(fob, "battery", "percent=0");
    var dead = press(fob);
    assertEquals(409, dead.status());
    assertEquals("EXHAUSTED", dead.member("error"));
    assertEquals("100", set(fob, "battery", "percent=100").member("percent"));
    assertEquals("code", press(fob).member("kind"));
  }

  @Test
  @DisplayName("F4: a clock that is set and one that runs slow show the codes of their own time")
  void clocksAreSetAndRunSlow() throws IOException {
    var fob = fobs.fobs().getFirst();
    assertEquals("-125000", set(fob, "offset", "millis=-125000").member("aheadMillis"));
    assertEquals(totp(fob, now().minusSeconds(125)), press(fob).member("text"));
    set(fob, "offset", "millis=0");
    assertEquals("-100000", set(fob, "rate", "ppb=-100000").member("ppb"));
    fobs.time().pass(Duration.ofDays(10));
    var told = browser.get("/api/fobs/" + fob.serial());
    assertEquals("-86400", told.member("aheadMillis"), told.body());
    assertEquals(totp(fob, now().minusMillis(86_400)), press(fob).member("text"));
  }

  @Test
  void twoPressesAtOnceAreTwoPresses() throws Exception {
    var fob = fobs.fobs().getFirst();
    try (var people = Executors.newFixedThreadPool(2)) {
      var one = people.submit(() -> press(fob).member("kind"));
      var other = people.submit(() -> press(fob).member("kind"));
      assertNotEquals(one.get(), other.get());
    }
    assertEquals(2, fob.battery().presses());
  }

  @Test
  void aLineInUseIsWaitedForAndThenTold() throws Exception {
    var fob = fobs.fobs().getFirst();
    var line = fobs.line().toString();
    try (var other = RackReader.openAlone(line, Rack.BAUD, NO_PATIENCE);
        var person = Executors.newSingleThreadExecutor()) {
      assertEquals(Display.DARK, other.display(fob.serial()));
      var waiting = person.submit(() -> press(fob));
      var refused = waiting.get();
      assertEquals(503, refused.status());
      assertEquals("LINE_IN_USE", refused.member("error"));
      assertEquals(0, fob.battery().presses());
    }
    assertEquals("code", press(fob).member("kind"));
    RackReader.openAlone(line, Rack.BAUD, NO_PATIENCE).close(); // it was given back
  }

  @Test
  void whoeverComesSecondIsToldThatTheLineIsInUse() throws IOException {
    var line = fobs.line().toString();
    try (var first = RackReader.openAlone(line, Rack.BAUD, NO_PATIENCE)) {
      assertEquals(30, first.hello().fobs());
      assertThrows(
          LineInUseException.class, () -> RackReader.openAlone(line, Rack.BAUD, NO_PATIENCE));
    }
  }

  @Test
  void aFobThatIsNotThereAndASilentRackAreTold() throws IOException {
    var unknown = browser.post("/api/fobs/GM99999999/press", "");
    assertEquals(404, unknown.status());
    assertEquals("NO_SUCH_FOB", unknown.member("error"));
    fobs.rack().fault(answer -> new byte[0]);
    var silent = press(fobs.fobs().getFirst());
    assertEquals(504, silent.status());
    assertEquals("SILENT", silent.member("error"));
    fobs.rack().fault(LineFault.NONE);
    assertEquals(200, press(fobs.fobs().getFirst()).status());
  }

  @Test
  void aRackThatIsNotAdjustableCanBePressedAndReadAlone() throws IOException {
    fobs.rack().adjustable(false);
    var fob = fobs.fobs().getFirst();
    assertEquals("code", press(fob).member("kind"));
    var told = browser.get("/api/fobs/" + fob.serial());
    assertEquals("null", told.member("settings"));
    assertEquals("99", told.member("percent"));
    var refused = set(fob, "battery", "percent=50");
    assertEquals(409, refused.status());
    assertEquals("NOT_ADJUSTABLE", refused.member("error"));
  }

  @Test
  void aPageShowsTwentyFourAndASearchFindsBySomeCharacters() throws IOException {
    var first = browser.get("/api/fobs");
    assertEquals(24, count(first));
    assertEquals("2", first.member("pages"));
    var last = browser.get("/api/fobs?page=7");
    assertEquals("1", last.member("page"));
    assertEquals(6, count(last));
    var serial = fobs.fobs().getLast().serial();
    var typed = serial.substring(4).toLowerCase(Locale.ROOT).replaceAll("(.)", "$1-");
    var found = browser.get("/api/fobs?q=" + typed);
    assertTrue(found.body().contains(serial), found.body());
    assertEquals(0, count(browser.get("/api/fobs?q=%EF%BC%BA%EF%BC%BA%EF%BC%BAQQQ9")));
  }

  @Test
  void fobsThatCameOrWentAreSeen() throws IOException {
    assertEquals("30", browser.get("/api/fobs").member("total"));
    fobs.rack().take(fobs.fobs().getFirst().serial());
    assertEquals("29", browser.get("/api/fobs").member("total"));
    var gone = fobs.fobs().getFirst().serial();
    fobs.rack().take(gone);
    Fobs.random(1, List.of(Make.SY6), new Random(5), now()).forEach(fobs.rack()::put);
    assertEquals(23, count(browser.get("/api/fobs"))); // the one that is missed is left out
    assertTrue(browser.get("/api/fobs?q=SY").body().contains("SY"));
  }

  private static int count(Answer answer) {
    return answer.body().split("\"serial\"", -1).length - 1;
  }

  @Test
  void aFobWithoutASeedIsShownDark() throws IOException {
    fobs.rack()
        .put(Fob.builder("SY00000009").label("Sayo", "SY").battery(new Battery(now(), 0)).build());
    var pressed = browser.post("/api/fobs/SY00000009/press", "");
    assertEquals("NOT_SET_UP", pressed.member("error"));
    fobs.rack().adjustable(false);
    assertEquals("0", browser.get("/api/fobs/SY00000009").member("step"));
  }
}
