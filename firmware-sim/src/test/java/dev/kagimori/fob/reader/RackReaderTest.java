package dev.kagimori.fob.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.line.Status;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.LineFaults;
import dev.kagimori.fob.rack.LoopbackWire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RackReaderTest {
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

  private static RackReader reader(LoopbackWire wire) {
    return new RackReader(new Exchange(wire, 115_200, new Random(9), wire.time(), wire::nanos));
  }

  private static Fob fob(Battery battery) {
    return Fob.builder("GM00000001")
        .make(Make.GM6)
        .seed(Seed.random(new Random(1), 20))
        .quartz(Quartz.drifting(Duration.ofSeconds(-100)))
        .made(NOW.minus(Duration.ofHours(8_766)))
        .battery(battery)
        .build();
  }

  @Test
  void aThousandFobsAreListedInOrder() throws IOException {
    var fobs = Fobs.random(1_000, Make.ALL, new Random(2), NOW);
    var reader = reader(new LoopbackWire(fobs, NOW));
    assertEquals(1_000, reader.hello().fobs());
    assertEquals(fobs.stream().map(Fob::serial).sorted().toList(), reader.list());
  }

  @Test
  void anEmptyRackHasNoFobs() throws IOException {
    assertEquals(List.of(), reader(new LoopbackWire(List.of(), NOW)).list());
  }

  @Test
  void codePressesALitFobTwiceSoThatItEndsLit() throws IOException {
    var fob = fob(new Battery(NOW, 0));
    var reader = reader(new LoopbackWire(List.of(fob), NOW));
    var code = reader.code("GM00000001");
    assertEquals(code, reader.code("GM00000001"));
    assertEquals(code, reader.display("GM00000001").text());
    assertEquals(3, reader.battery("GM00000001").presses());
  }

  @Test
  void codeWaitsOutTheBatteryWarning() throws IOException {
    var reader = reader(new LoopbackWire(List.of(fob(new Battery(NOW, 7_900))), NOW));
    assertTrue(reader.code("GM00000001").matches("[0-9]{6}"));
  }

  @Test
  void theClocksDriftIsRead() throws IOException {
    var reading =
        reader(new LoopbackWire(List.of(fob(new Battery(NOW, 0))), NOW)).clock("GM00000001");
    assertEquals(-100, reading.drift().toMillis() / 1e3, 0.01);
  }

  @Test
  void aFobThatIsNotThereIsTold() {
    var reader = reader(new LoopbackWire(List.of(), NOW));
    var refused = assertThrows(RefusedException.class, () -> reader.press("GM00000001"));
    assertEquals(Status.NO_SUCH_FOB, refused.status());
  }

  @Test
  void silenceIsToldAfterThreeTimeLimits() {
    var wire = new LoopbackWire(List.of(), NOW);
    wire.back = answer -> new byte[0];
    assertThrows(SilentLineException.class, () -> reader(wire).hello());
    assertEquals(3 * 0.589, wire.nanos() / 1e9, 0.02);
  }

  @Test
  void aLostAnswerDoesNotCostAPress() throws IOException {
    var fob = fob(new Battery(NOW, 0));
    var wire = new LoopbackWire(List.of(fob), NOW);
    var random = new Random(3);
    wire.back = LineFaults.cut(random, 0.5);
    var reader = reader(wire);
    int presses = 0;
    for (int i = 0; i < 500; i++) {
      try {
        var before = fob.display(wire.time().instant());
        var after = reader.press("GM00000001");
        // a repeat that waited beyond the 30 s cannot happen: three limits are under 2 s
        assertEquals(before.kind() == Display.Kind.DARK, after.kind() != Display.Kind.DARK);
        presses++;
      } catch (SilentLineException lost) {
        presses = fob.battery().presses(); // the press itself may have happened or not
      }
      assertEquals(presses, fob.battery().presses());
    }
  }

  @Test
  void aLateAnswerIsNobodys() throws IOException {
    var fobs = Fobs.random(2, List.of(Make.GM6), new Random(4), NOW);
    var wire = new LoopbackWire(fobs, NOW);
    var held = new ArrayDeque<byte[]>();
    wire.back =
        answer -> {
          held.add(answer);
          return held.size() > 3 ? held.removeFirst() : new byte[0];
        };
    var reader = reader(wire);
    for (int i = 0; i < 200; i++) {
      var fob = fobs.get(i % 2);
      try {
        var presses = reader.battery(fob.serial()).presses();
        assertEquals(fob.battery().presses(), presses);
        fob.press(wire.time().instant());
      } catch (SilentLineException tooLate) {
        held.clear();
      }
    }
  }

  @Test
  void noiseInBothDirectionsNeverYieldsAWrongAnswer() throws IOException {
    int answers = 0;
    for (long seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var fobs = Fobs.random(20, Make.ALL, random, NOW);
      var wire = new LoopbackWire(fobs, NOW);
      wire.there = noise(random);
      wire.back = noise(random);
      var reader = reader(wire);
      for (int i = 0; i < 300; i++) {
        var fob = fobs.get(random.nextInt(fobs.size()));
        if (random.nextInt(5) == 0) {
          var garbage = new byte[random.nextInt(600)];
          random.nextBytes(garbage);
          wire.inject(garbage);
        }
        try {
          check(reader, fob, wire, random.nextInt(4));
          answers++;
        } catch (SilentLineException lost) {
          // no answer is no wrong answer
        }
      }
    }
    assertTrue(answers > 1_000, answers + " answers");
  }

  private static LineFault noise(Random random) {
    return LineFaults.bitFlips(random, 0.008)
        .then(LineFaults.garbage(random, 40))
        .then(LineFaults.cut(random, 0.2));
  }

  private static void check(RackReader reader, Fob fob, LoopbackWire wire, int which)
      throws IOException {
    switch (which) {
      case 0 -> {
        var shown = reader.press(fob.serial());
        assertEquals(fob.display(wire.time().instant()).text(), shown.text());
      }
      case 1 -> assertEquals(fob.model(), reader.info(fob.serial()).model());
      case 2 -> assertEquals(fob.battery().presses(), reader.battery(fob.serial()).presses());
      default -> assertEquals(20, reader.list().size());
    }
  }
}
