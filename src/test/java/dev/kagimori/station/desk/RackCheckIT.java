package dev.kagimori.station.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.LineFaults;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.station.Station;
import dev.kagimori.testkit.RunningKagimori;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desk with a rack on its line and the service behind it; with its commands and the refusal of
 * a wrong key, which are trials of their own on the same service.
 */
@Timeout(120)
class RackCheckIT implements DeskCommands, WrongKeys {
  /** Disturbs about one exchange in a hundred: 60 to 70 bytes, both ways. */
  private static final double NOISE = 1.5e-4;

  /** For a measurement by hand: {@code -Ddesk.fobs=1000}. */
  private static final int MEASURED = Integer.getInteger("desk.fobs", 60);

  @TempDir static Path folder;
  private static RunningKagimori kagimori;

  @BeforeAll
  static void open() {
    kagimori = RunningKagimori.start(folder.resolve("kagimori"), 1);
  }

  @AfterAll
  static void close() {
    kagimori.close();
  }

  @Override
  public RunningKagimori kagimori() {
    return kagimori;
  }

  @Override
  public Path folder() {
    return folder;
  }

  private static Map<String, String> told(CheckRun.Result result) {
    var told = new TreeMap<String, String>();
    result
        .outcomes()
        .forEach((serial, outcome) -> {
          if (!outcome.isChecked()) told.put(serial, outcome.result() + " " + outcome.reason());
        });
    return told;
  }

  @Test
  void aThousandFobsThreePercentDefectiveOnANoisyLineExactlyTheDefectiveAreFound()
      throws Exception {
    var bench = new Bench(kagimori, folder, 1_000);
    var fobs = new ArrayList<>(bench.deliver(1_000));
    var wanted = new TreeMap<String, String>();
    for (int n = 0; n < 30; n++) {
      int at = 33 * n + 5;
      var fob = fobs.get(at);
      fobs.set(
          at,
          switch (n % 5) {
            case 0 -> bench.withOtherSeed(fob);
            case 1 -> bench.worn(fob, dev.kagimori.fob.device.Battery.PRESSES_MAX);
            case 2 -> bench.worn(fob, 6_600);
            case 3 -> bench.off(fob, Duration.ofMinutes(n % 2 == 0 ? 7 : -7));
            default -> bench.off(fob, Duration.ofMinutes(15));
          });
      var reasons = List.of("WRONG_SEED", "BATTERY_EMPTY", "BATTERY_LOW", "CLOCK_OFF", "CLOCK_OFF");
      wanted.put(fob.serial(), "DEFECTIVE " + reasons.get(n % 5));
    }
    var pass = new AtomicBoolean();
    try (var rack = bench.rack(fobs, folder.resolve("thousand"), Bench.FAST)) {
      rack.faults(
          LineFaults.bitFlips(new Random(1), NOISE), LineFaults.bitFlips(new Random(2), NOISE));
      var result =
          bench.check(
              rack,
              Bench.FAST,
              kagimori.uri(),
              done -> {
                // the six whose clocks are off by minutes wait for their next code
                if (done == 994 && pass.compareAndSet(false, true)) kagimori.time().nextStep();
              });
      System.out.println("proof: " + CheckCommand.json(result).put("notChecked", 30).encode());
      assertEquals(wanted, told(result));
      assertEquals(970, result.checked());
      assertEquals(30, result.defective());
      assertEquals(
          Map.of("CHECKED", 970L, "DEFECTIVE", 30L), inspections(bench), "the books say so too");
    }
  }

  private static Map<String, Long> inspections(Bench bench) {
    var found = new TreeMap<String, Long>();
    for (var row :
        kagimori
            .backstage()
            .pool()
            .preparedQuery(
                "SELECT inspection, count(*) FROM token WHERE institution = $1 GROUP BY 1")
            .execute(Tuple.of(bench.bank().id()))
            .await()) found.put(String.valueOf(row.getString(0)), row.getLong(1));
    return found;
  }

  @Test
  void pulledOutAndPluggedInAndTheServiceRestartedItGoesOnWhereItWas() throws Exception {
    var bench = new Bench(kagimori, folder, 2);
    var fobs = bench.deliver(300);
    var pulled = new AtomicBoolean();
    var cut = new AtomicBoolean();
    var port = new AtomicInteger(kagimori.uri().getPort());
    var restarted = new CompletableFuture<Boolean>();
    try (var rack = bench.rack(fobs, folder.resolve("pulled"), Bench.FAST);
        var way = new Relay(port::get)) {
      var result =
          bench.check(
              rack,
              Bench.FAST,
              URI.create("http://127.0.0.1:" + way.port()),
              done -> {
                if (done >= 60 && pulled.compareAndSet(false, true)) hangUp(rack);
                if (done >= 120 && cut.compareAndSet(false, true))
                  restarted.completeAsync(() -> restart(way, port));
              });
      assertTrue(pulled.get() && restarted.get(60, TimeUnit.SECONDS));
      assertEquals(Map.of(), told(result));
      assertEquals(300, result.checked());
    }
    assertEquals(Map.of("CHECKED", 300L), inspections(bench));
  }

  private static boolean restart(Relay way, AtomicInteger port) {
    long begun = System.nanoTime();
    way.cutAll();
    kagimori.stopInstances();
    kagimori.startInstances(1);
    port.set(kagimori.uri().getPort());
    System.out.printf("proof: restarted in %.1f s%n", (System.nanoTime() - begun) / 1e9);
    return true;
  }

  private static void hangUp(Rack rack) {
    try {
      rack.hangUp();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void twoStationsAtOnceWithSomeFobsOnBothRacks() throws Exception {
    var bench = new Bench(kagimori, folder, 3);
    var fobs = bench.deliver(120);
    try (var left = bench.rack(fobs.subList(0, 80), folder.resolve("left"), Bench.FAST);
        var right = bench.rack(fobs.subList(40, 120), folder.resolve("right"), Bench.FAST)) {
      var other =
          CompletableFuture.supplyAsync(() -> {
            try {
              return bench.check(right, Bench.FAST, kagimori.uri(), _ -> {});
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      var one = bench.check(left, Bench.FAST, kagimori.uri(), _ -> {});
      var two = other.get(60, TimeUnit.SECONDS);
      assertEquals(Map.of(), told(one));
      assertEquals(Map.of(), told(two));
    }
    assertEquals(Map.of("CHECKED", 120L), inspections(bench));
  }

  @Test
  void oneThatIsSilentAndOneThatIsTakenOutHoldNobodyUp() throws Exception {
    var bench = new Bench(kagimori, folder, 11);
    var fobs = new ArrayList<>(bench.deliver(12));
    fobs.sort(Comparator.comparing(Fob::serial));
    var silent = fobs.get(5).serial();
    fobs.set(0, bench.off(fobs.getFirst(), Duration.ofMinutes(7)));
    var waiting = fobs.getFirst().serial();
    try (var rack = bench.rack(fobs, folder.resolve("silent"), Bench.FAST)) {
      rack.fault(answer -> isOf(silent, answer) ? new byte[0] : answer);
      var result =
          bench.check(
              rack,
              Bench.FAST,
              kagimori.uri(),
              done -> {
                // it waits for its next code, which never comes
                if (done >= 10) rack.take(waiting);
              });
      var told = told(result);
      assertEquals("DEFECTIVE SILENT", told.remove(silent));
      assertTrue(String.valueOf(told.remove(waiting)).startsWith("UNREAD"), told::toString);
      assertEquals(Map.of(), told);
      assertEquals(10, result.checked());
    }
  }

  /** Whether a frame is an answer of that fob's; the list of all is the rack's. */
  private static boolean isOf(String serial, byte[] answer) {
    boolean isList = answer[2] == (byte) 0x82;
    return !isList && new String(answer, StandardCharsets.ISO_8859_1).contains(serial);
  }

  @Test
  void theLineIsTheBound() throws Exception {
    var bench = new Bench(kagimori, folder, 5);
    var fobs = bench.deliver(MEASURED);
    var bytes = new AtomicLong();
    LineFault counting =
        passing -> {
          bytes.addAndGet(passing.length);
          return passing;
        };
    try (var rack = bench.rack(fobs, folder.resolve("measured"), Station.BAUD_DEFAULT)) {
      rack.faults(counting, counting);
      var result = bench.check(rack, Station.BAUD_DEFAULT, kagimori.uri(), _ -> {});
      double seconds = result.took().toMillis() / 1e3;
      double share = bytes.get() * 10.0 / Station.BAUD_DEFAULT / seconds;
      System.out.printf(
          "proof: %d fobs at %d baud: %.1f s, %.1f fobs/s, %d bytes, %.0f %% of the line%n",
          MEASURED, Station.BAUD_DEFAULT, seconds, MEASURED / seconds, bytes.get(), share * 100);
      assertEquals(MEASURED, result.checked());
    }
  }
}
