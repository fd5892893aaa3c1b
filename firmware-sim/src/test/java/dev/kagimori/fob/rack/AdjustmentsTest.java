package dev.kagimori.fob.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Totp;
import dev.kagimori.fob.line.BodyReader;
import dev.kagimori.fob.line.BodyReader.MalformedException;
import dev.kagimori.fob.line.BodyWriter;
import dev.kagimori.fob.line.Command;
import dev.kagimori.fob.line.Frame;
import dev.kagimori.fob.line.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL.md §6: adjusting a simulated fob")
class AdjustmentsTest {
  private static final Instant MADE = Instant.parse("2026-04-01T00:00:00Z");
  private static final byte[] NOTHING = {};

  private final RackAnswers rack = new RackAnswers();
  private final Fob fob =
      Fobs.random(1, List.of(Make.GM6), new Random(61), MADE).getFirst(); // drifts, as all do
  private Instant now = MADE.plus(Duration.ofDays(400));
  private long id;

  AdjustmentsTest() {
    rack.put(fob);
    rack.adjustable(true);
  }

  private byte[] ask(Command command, long withId, byte[] body) {
    var answer = rack.answer(Frame.of(command.type(), withId, fob.serial(), body), now);
    assertNotNull(answer);
    return answer.body();
  }

  private @Nullable Status status(Command command, byte[] body) {
    return Status.of(ask(command, ++id, body)[0]);
  }

  private record Told(long ahead, int ppb, int percent) {}

  private Told told(Command command, byte[] body) throws MalformedException {
    return told(ask(command, ++id, body));
  }

  private static Told told(byte[] answer) throws MalformedException {
    var in = new BodyReader(answer);
    assertEquals(0, in.u8());
    var told = new Told(in.i64(), in.i32(), in.u8());
    in.end();
    return told;
  }

  private static byte[] offset(long millis) {
    return new BodyWriter().i64(millis).body();
  }

  private static byte[] rate(int ppb) {
    return new BodyWriter().u32(ppb).body();
  }

  private static byte[] percent(int percent) {
    return new BodyWriter().u8(percent).body();
  }

  @ParameterizedTest
  @EnumSource(
      value = Command.class,
      names = {"SETTINGS", "SET_OFFSET", "SET_RATE", "SET_BATTERY"})
  void aRackThatWasNotStartedAdjustableDoesNotKnowThem(Command command) {
    rack.adjustable(false);
    assertEquals(Status.UNKNOWN_COMMAND, status(command, NOTHING));
    var absent = rack.answer(Frame.of(command.type(), 9, "GM99999999", NOTHING), now);
    assertNotNull(absent);
    assertEquals(Status.UNKNOWN_COMMAND, Status.of(absent.body()[0]));
  }

  @Test
  void whatWasSetIsTold() throws MalformedException {
    assertNotEquals(0, told(Command.SETTINGS, NOTHING).ahead());
    assertEquals(-90_000, told(Command.SET_OFFSET, offset(-90_000)).ahead());
    assertEquals(-20_000, told(Command.SET_RATE, rate(-20_000)).ppb());
    assertEquals(new Told(-90_000, -20_000, 42), told(Command.SET_BATTERY, percent(42)));
    assertEquals(new Told(-90_000, -20_000, 42), told(Command.SETTINGS, NOTHING));
  }

  @Test
  @DisplayName("F4: a clock that was set wrong shows the codes of its own time")
  void aWrongClockShowsTheCodesOfItsTime() throws MalformedException {
    told(Command.SET_OFFSET, offset(300_000));
    var seed = fob.seed();
    var rule = fob.rule();
    assertNotNull(seed);
    assertNotNull(rule);
    assertEquals(Totp.code(seed, rule, now.plusSeconds(300)), fob.pressForCode(now));
  }

  @Test
  void aNewQuartzDoesNotMakeTheClockJumpAndRunsAtItsRate() throws MalformedException {
    told(Command.SET_OFFSET, offset(1_000));
    told(Command.SET_RATE, rate(100_000));
    assertEquals(1_000, told(Command.SETTINGS, NOTHING).ahead());
    now = now.plus(Duration.ofDays(10));
    assertEquals(1_000 + 86_400, told(Command.SETTINGS, NOTHING).ahead());
    told(Command.SET_RATE, rate(-100_000));
    now = now.plus(Duration.ofDays(10));
    assertEquals(1_000, told(Command.SETTINGS, NOTHING).ahead());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 9, 10, 29, 57, 58, 93, 99, 100})
  void aBatteryHasWhatItWasGivenAlsoAfterAPress(int percent) throws MalformedException {
    assertEquals(percent, told(Command.SET_BATTERY, percent(percent)).percent());
    var shown = fob.press(now);
    var warns = shown.kind() == Display.Kind.WARNING;
    assertEquals(percent < 10, warns);
    if (warns) assertEquals("bAtt 0" + percent, shown.text());
    int left = told(Command.SETTINGS, NOTHING).percent();
    assertEquals(percent == 100 ? 99 : percent, left);
  }

  @Test
  @DisplayName("F3: an empty battery darkens the display, and another one revives the fob")
  void anEmptyBatteryCanBeRevived() throws MalformedException {
    fob.pressForCode(now);
    assertEquals(0, told(Command.SET_BATTERY, percent(0)).percent());
    assertEquals(Display.DARK, fob.display(now));
    assertEquals(Status.EXHAUSTED, status(Command.PRESS, NOTHING));
    assertEquals(Status.OK, status(Command.SETTINGS, NOTHING));
    assertEquals(Status.OK, status(Command.SET_OFFSET, offset(0)));
    assertEquals(60, told(Command.SET_BATTERY, percent(60)).percent());
    assertEquals(Status.OK, status(Command.PRESS, NOTHING));
  }

  @Test
  void whatIsOutOfRangeIsRefusedAndChangesNothing() throws MalformedException {
    var before = told(Command.SETTINGS, NOTHING);
    for (long bad : new long[] {86_400_001, -86_400_001, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertEquals(Status.BAD_BODY, status(Command.SET_OFFSET, offset(bad)));
    }
    for (int bad : new int[] {100_001, -100_001, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      assertEquals(Status.BAD_BODY, status(Command.SET_RATE, rate(bad)));
    }
    assertEquals(Status.BAD_BODY, status(Command.SET_BATTERY, percent(101)));
    assertEquals(Status.BAD_BODY, status(Command.SET_BATTERY, new byte[2]));
    assertEquals(Status.BAD_BODY, status(Command.SET_OFFSET, new byte[7]));
    assertEquals(Status.BAD_BODY, status(Command.SETTINGS, new byte[1]));
    assertEquals(before, told(Command.SETTINGS, NOTHING));
    assertEquals(Status.OK, status(Command.SET_OFFSET, offset(-86_400_000)));
    assertEquals(Status.OK, status(Command.SET_RATE, rate(100_000)));
  }

  @Test
  void aRepeatedSettingSetsNothing() throws MalformedException {
    ask(Command.SET_OFFSET, 1_000, offset(5_000));
    ask(Command.SET_OFFSET, 1_001, offset(9_000));
    assertEquals(9_000, told(ask(Command.SET_OFFSET, 1_000, offset(5_000))).ahead());
    for (long other = 2_000; other < 2_008; other++) ask(Command.SET_BATTERY, other, percent(50));
    assertEquals(5_000, told(ask(Command.SET_OFFSET, 1_000, offset(5_000))).ahead());
  }

  @Test
  void whatWasSetIsKeptInTheRacksFile(@TempDir Path dir) throws MalformedException, IOException {
    told(Command.SET_OFFSET, offset(-45_000));
    told(Command.SET_RATE, rate(-7_500));
    var before = told(Command.SET_BATTERY, percent(3));
    RackFile.save(dir.resolve("rack.state"), rack.fobs());
    assertNotNull(rack.take(fob.serial()));
    assertNull(rack.fob(fob.serial()));
    RackFile.load(dir.resolve("rack.state")).forEach(rack::put);
    assertEquals(before, told(Command.SETTINGS, NOTHING));
    assertTrue(fob.sealed());
  }
}
