package dev.kagimori.fob.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.pskc.PskcReader;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.rack.RackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FobRackIT {
  private static final Random RANDOM = new Random(51);

  @TempDir private Path dir = Path.of("");

  private static Fob fob(String serial, int presses) {
    var now = Instant.now();
    return Fob.builder(serial)
        .make(Make.GM6)
        .seed(Seed.random(RANDOM, 20))
        .made(now)
        .battery(new Battery(now, presses))
        .build();
  }

  private Rack rack(Fob... fobs) throws IOException {
    return Rack.open(List.of(fobs), InstantSource.system(), dir.resolve("fobs"), Rack.BAUD);
  }

  @Test
  void pressPrintsTheCodeAloneAndLeavesItLit() throws IOException {
    var fob = fob("GM00000001", 0);
    try (var rack = rack(fob)) {
      for (int i = 0; i < 3; i++) {
        var ran = Ran.of("press", "--line", rack.line(), "gm-0000 0001");
        assertEquals(0, ran.status(), ran.err());
        assertEquals(fob.display(Instant.now()).text() + System.lineSeparator(), ran.out());
        assertTrue(ran.out().strip().matches("[0-9]{6}"));
      }
      var shown = Ran.of("show", "--line", rack.line(), "GM00000001").out().strip();
      assertEquals(fob.display(Instant.now()).text(), shown);
    }
  }

  @Test
  void pressWaitsOutTheBatteryWarning() throws IOException {
    try (var rack = rack(fob("GM00000001", 7_500))) {
      var ran = Ran.of("press", "--line", rack.line(), "GM00000001");
      assertTrue(ran.out().strip().matches("[0-9]{6}"), ran.out() + ran.err());
    }
  }

  @Test
  void listAndClockShowEveryFob() throws IOException {
    try (var rack = rack(fob("GM00000001", 0), fob("GM00000002", 4_000))) {
      var list = Ran.of("list", "--line", rack.line());
      assertTrue(list.out().contains("GM-6     6 digits 30 s SHA1"), list.out());
      assertTrue(list.out().contains(" 50 %  4000 presses"), list.out());
      assertEquals(
          List.of("GM00000001", "GM00000002"),
          Ran.of("list", "--serials", "--line", rack.line()).out().lines().toList());
      assertEquals(2, Ran.of("clock", "--line", rack.line()).out().lines().count());
    }
  }

  @Test
  void anAbsentLineASilentOneAndAnUnknownFobAreToldInBothLanguages() throws IOException {
    var absent = Ran.of("press", "--line", dir.resolve("none"), "GM00000001");
    assertEquals(1, absent.status());
    assertTrue(absent.err().contains("開けません") && absent.err().contains("cannot open"));
    assertEquals("", absent.out());
    try (var rack = rack(fob("GM00000001", 0))) {
      var unknown = Ran.of("press", "--line", rack.line(), "GM99999999");
      assertEquals(1, unknown.status());
      assertTrue(unknown.err().contains("ラックにありません") && unknown.err().contains("no fob"));
      rack.fault(nothing());
      var silent = Ran.of("press", "--line", rack.line(), "GM00000001");
      assertEquals(1, silent.status());
      assertTrue(silent.err().contains("応答しません") && silent.err().contains("silent"));
    }
  }

  private static LineFault nothing() {
    return answer -> new byte[0];
  }

  @Test
  void makeWritesStateAndSeedFileAndTakesSeedsFromAFile() throws IOException {
    var state = dir.resolve("rack.state");
    var pskc = dir.resolve("fobs.pskc.xml");
    var made =
        Ran.of("make", "--count", 5, "--state", state, "--pskc", pskc, "--expiry", "2031-03-31");
    assertEquals(0, made.status(), made.err());
    var keys = PskcReader.read(pskc);
    assertEquals(5, keys.size());
    assertEquals(1, Ran.of("make", "--state", state, "--pskc", pskc).status());
    var again = dir.resolve("again.state");
    Ran.of("make", "--seeds", pskc, "--state", again);
    var copies = RackFile.load(again);
    for (int i = 0; i < 5; i++) {
      assertEquals(keys.get(i).serial(), copies.get(i).serial());
      assertEquals(keys.get(i).seed(), copies.get(i).seed());
    }
    assertEquals(
        2,
        Ran.of("make", "--state", dir.resolve("x"), "--pskc", dir.resolve("y"), "--make", "XX-1")
            .status());
    assertEquals(
        2,
        Ran.of("make", "--state", dir.resolve("x"), "--pskc", dir.resolve("y"), "--count", 0)
            .status());
  }

  private RackProcess serve(Path state, String... more) throws IOException {
    var args = new ArrayList<Object>();
    args.addAll(List.of("serve", "--now", "2030-01-01T00:00:00Z", "--rate", 0));
    args.addAll(List.of("--state", state, "--line", dir.resolve("fobs")));
    args.addAll(List.of(more));
    return RackProcess.start(args.toArray());
  }

  @Test
  void serveEndsCleanlyAndKeepsTheState() throws Exception {
    var state = dir.resolve("rack.state");
    var line = dir.resolve("fobs");
    Ran.of("make", "--count", 2, "--state", state, "--pskc", dir.resolve("fobs.pskc.xml"));
    try (var process = serve(state)) {
      assertTrue(process.line().startsWith("2 fobs on "));
      var serial = RackFile.load(state).getFirst().serial();
      var code = Ran.of("press", "--line", line, serial).out().strip();
      process.end();
      assertFalse(Files.exists(line, LinkOption.NOFOLLOW_LINKS));
      var fob = RackFile.load(state).getFirst();
      assertEquals(1, fob.battery().presses());
      assertEquals(code, fob.pressForCode(Instant.parse("2030-01-01T00:00:00Z")));
    }
  }

  @Test
  void serveSpoilsTheLineAsToldAndSaysTheSeed() throws Exception {
    var state = dir.resolve("rack.state");
    Ran.of("make", "--count", 2, "--state", state, "--pskc", dir.resolve("fobs.pskc.xml"));
    assertEquals(2, Ran.of("serve", "--state", state, "--bit-flips", "2").status());
    assertEquals(2, Ran.of("serve", "--state", state, "--garbage", "-1").status());
    try (var process = serve(state, "--lost", "1", "--fault-seed", "45")) {
      assertTrue(process.line().startsWith("2 fobs on "));
      assertTrue(process.line().endsWith("--fault-seed 45"));
      var silent = Ran.of("list", "--line", dir.resolve("fobs"));
      assertEquals(1, silent.status());
      assertTrue(silent.err().contains("silent"), silent.err());
    }
  }
}
