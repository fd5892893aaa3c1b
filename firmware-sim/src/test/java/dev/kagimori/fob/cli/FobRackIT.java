package dev.kagimori.fob.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.FobRack;
import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.pskc.PskcReader;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.rack.RackFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class FobRackIT {
  private static final Random RANDOM = new Random(51);

  @TempDir private Path dir = Path.of("");

  private record Ran(int status, String out, String err) {}

  private static Ran run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int status =
        new CommandLine(new FobRack())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(List.of(args).stream().map(Object::toString).toArray(String[]::new));
    return new Ran(status, out.toString(), err.toString());
  }

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
        var ran = run("press", "--line", rack.line(), "gm-0000 0001");
        assertEquals(0, ran.status(), ran.err());
        assertEquals(fob.display(Instant.now()).text() + System.lineSeparator(), ran.out());
        assertTrue(ran.out().strip().matches("[0-9]{6}"));
      }
      var shown = run("show", "--line", rack.line(), "GM00000001").out().strip();
      assertEquals(fob.display(Instant.now()).text(), shown);
    }
  }

  @Test
  void pressWaitsOutTheBatteryWarning() throws IOException {
    try (var rack = rack(fob("GM00000001", 7_500))) {
      var ran = run("press", "--line", rack.line(), "GM00000001");
      assertTrue(ran.out().strip().matches("[0-9]{6}"), ran.out() + ran.err());
    }
  }

  @Test
  void listAndClockShowEveryFob() throws IOException {
    try (var rack = rack(fob("GM00000001", 0), fob("GM00000002", 4_000))) {
      var list = run("list", "--line", rack.line());
      assertTrue(list.out().contains("GM-6     6 digits 30 s SHA1"), list.out());
      assertTrue(list.out().contains(" 50 %  4000 presses"), list.out());
      assertEquals(
          List.of("GM00000001", "GM00000002"),
          run("list", "--serials", "--line", rack.line()).out().lines().toList());
      assertEquals(2, run("clock", "--line", rack.line()).out().lines().count());
    }
  }

  @Test
  void anAbsentLineASilentOneAndAnUnknownFobAreToldInBothLanguages() throws IOException {
    var absent = run("press", "--line", dir.resolve("none"), "GM00000001");
    assertEquals(1, absent.status());
    assertTrue(absent.err().contains("開けません") && absent.err().contains("cannot open"));
    assertEquals("", absent.out());
    try (var rack = rack(fob("GM00000001", 0))) {
      var unknown = run("press", "--line", rack.line(), "GM99999999");
      assertEquals(1, unknown.status());
      assertTrue(unknown.err().contains("ラックにありません") && unknown.err().contains("no fob"));
      rack.fault(nothing());
      var silent = run("press", "--line", rack.line(), "GM00000001");
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
        run("make", "--count", 5, "--state", state, "--pskc", pskc, "--expiry", "2031-03-31");
    assertEquals(0, made.status(), made.err());
    var keys = PskcReader.read(pskc);
    assertEquals(5, keys.size());
    assertEquals(1, run("make", "--state", state, "--pskc", pskc).status());
    var again = dir.resolve("again.state");
    run("make", "--seeds", pskc, "--state", again);
    var copies = RackFile.load(again);
    for (int i = 0; i < 5; i++) {
      assertEquals(keys.get(i).serial(), copies.get(i).serial());
      assertEquals(keys.get(i).seed(), copies.get(i).seed());
    }
    assertEquals(
        2,
        run("make", "--state", dir.resolve("x"), "--pskc", dir.resolve("y"), "--make", "XX-1")
            .status());
    assertEquals(
        2,
        run("make", "--state", dir.resolve("x"), "--pskc", dir.resolve("y"), "--count", 0)
            .status());
  }

  private Process serve(Path state, String... more) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(FobRack.class.getName(), "serve", "--now", "2030-01-01T00:00:00Z"));
    command.addAll(List.of("--rate", "0", "--state", state + ""));
    command.addAll(List.of("--line", dir.resolve("fobs") + ""));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void serveEndsCleanlyAndKeepsTheState() throws Exception {
    var state = dir.resolve("rack.state");
    var line = dir.resolve("fobs");
    run("make", "--count", 2, "--state", state, "--pskc", dir.resolve("fobs.pskc.xml"));
    var process = serve(state);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(String.valueOf(out.readLine()).startsWith("2 fobs on "));
      var serial = RackFile.load(state).getFirst().serial();
      var code = run("press", "--line", line, serial).out().strip();
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertFalse(Files.exists(line, LinkOption.NOFOLLOW_LINKS));
      var fob = RackFile.load(state).getFirst();
      assertEquals(1, fob.battery().presses());
      assertEquals(code, fob.pressForCode(Instant.parse("2030-01-01T00:00:00Z")));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serveSpoilsTheLineAsToldAndSaysTheSeed() throws Exception {
    var state = dir.resolve("rack.state");
    run("make", "--count", 2, "--state", state, "--pskc", dir.resolve("fobs.pskc.xml"));
    assertEquals(2, run("serve", "--state", state, "--bit-flips", "2").status());
    assertEquals(2, run("serve", "--state", state, "--garbage", "-1").status());
    var process = serve(state, "--lost", "1", "--fault-seed", "45");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(String.valueOf(out.readLine()).startsWith("2 fobs on "));
      assertTrue(String.valueOf(out.readLine()).endsWith("--fault-seed 45"));
      var silent = run("list", "--line", dir.resolve("fobs"));
      assertEquals(1, silent.status());
      assertTrue(silent.err().contains("silent"), silent.err());
    } finally {
      process.destroyForcibly();
    }
  }
}
