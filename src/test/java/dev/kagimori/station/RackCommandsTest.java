package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kagimori.station.StationException.BrokenRack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** §6: what a rack may say, and what it may not. */
class RackCommandsTest {
  private static final String FOB = "GM00000001";

  /** Commands to a rack that answers so, one body after the other. */
  private static RackCommands answering(Body... bodies) throws StationException {
    var next = new ArrayDeque<>(List.of(bodies));
    var line =
        new ScriptedLine(written ->
            Pieces.only(written)
                .map(r ->
                    new Frame(r.type() + 0x80, r.id(), r.serial(), next.remove().bytes()).encode())
                .orElse(new byte[0]));
    return new RackCommands(new FobProtocol(line, () -> Instant.EPOCH, line, FixedHalf.EXAMPLES));
  }

  private static Body page(int more, String... serials) {
    var body = Body.ok().u16(9).u8(more).u8(serials.length);
    for (String serial : serials) body.text(serial);
    return body;
  }

  @Nested
  class Listing {
    @Test
    void pagesAreReadUntilThereIsNoMore() throws StationException {
      var commands = answering(page(1, "AAAAAA", "AAAAAAA"), page(1, "B11111"), page(0));
      assertEquals(List.of("AAAAAA", "AAAAAAA", "B11111"), commands.listAll());
    }

    @Test
    void aRackThatWouldBeReadForEverIsBroken() {
      broken(page(1, "AAAAAA"), page(1, "AAAAAA"));
      broken(page(1, "B11111"), page(1, "AAAAAA"));
      broken(page(0, "B11111", "AAAAAA"));
      broken(page(1));
      broken(page(2, "AAAAAA"));
      broken(page(0, "aaaaaa"));
      broken(page(0, "AAAAA"));
    }

    @Test
    void aRackThatListsMoreThanOneHoldsIsBroken() {
      var pages = new ArrayList<Body>();
      for (int n = 0; n <= 65_535; n += 32)
        pages.add(
            page(
                1, IntStream.range(n, n + 32).mapToObj("A%05d"::formatted).toArray(String[]::new)));
      pages.add(page(0));
      broken(pages.toArray(Body[]::new));
    }

    private void broken(Body... pages) {
      assertThrows(BrokenRack.class, () -> answering(pages).listAll());
    }
  }

  @Nested
  class Displays {
    @Test
    void codesDarknessAndWarningsAreToldApart() throws StationException {
      assertEquals("003784", code(Body.ok().u8(1).u16(1).text("003784")));
      assertEquals("00378412", code(Body.ok().u8(1).u16(30_000).text("00378412")));
      assertInstanceOf(Display.Dark.class, answering(Body.ok().u8(0).u16(0).text("")).press(FOB));
      assertEquals(
          new Display.Warning(Duration.ofMillis(1999)),
          answering(Body.ok().u8(2).u16(1999).text("bAtt 07")).press(FOB));
    }

    @Test
    void anythingElseIsABrokenRackAndNeverACode() {
      broken(Body.ok().u8(1).u16(30_000).text("3784"));
      broken(Body.ok().u8(1).u16(30_000).text("1234567"));
      broken(Body.ok().u8(1).u16(30_000).text("12345A"));
      broken(Body.ok().u8(1).u16(30_000).text("bAtt 07"));
      broken(Body.ok().u8(1).u16(30_001).text("123456"));
      broken(Body.ok().u8(1).u16(0).text("123456"));
      broken(Body.ok().u8(0).u16(0).text("123456"));
      broken(Body.ok().u8(2).u16(2000).text("bAtt 10"));
      broken(Body.ok().u8(3).u16(2000).text("123456"));
      broken(Body.ok().u8(1).u16(2000).text("123456").u8(0));
      broken(Body.ok().u8(1).u16(2000).u8(6).u8('1'));
      broken(Body.ok().u8(1));
      broken(Body.ok());
    }

    private void broken(Body body) {
      var e = assertThrows(BrokenRack.class, () -> answering(body).press(FOB));
      assertEquals(-1, String.valueOf(e.getMessage()).indexOf("123456"));
    }

    private String code(Body body) throws StationException {
      return assertInstanceOf(Display.Code.class, answering(body).press(FOB)).code().reveal();
    }
  }

  @Nested
  class Others {
    @Test
    void aBatteryHasAtMostAHundredPerCent() throws StationException {
      assertEquals(new Battery(100, 7), answering(Body.ok().u8(100).u16(0).u16(7)).battery(FOB));
      assertThrows(BrokenRack.class, () -> answering(Body.ok().u8(101).u16(0).u16(7)).battery(FOB));
    }

    @Test
    void aFobWithoutSeedHasNoRuleAndOneWithASeedHasAUsualOne() throws StationException {
      assertEquals(true, answering(info(0, 0, 0, 1)).make(FOB).factoryMode());
      assertEquals(false, answering(info(8, 60, 3, 2)).make(FOB).factoryMode());
      assertThrows(BrokenRack.class, () -> answering(info(7, 30, 1, 2)).make(FOB));
      assertThrows(BrokenRack.class, () -> answering(info(6, 30, 1, 1)).make(FOB));
      assertThrows(BrokenRack.class, () -> answering(info(6, 30, 1, 6)).make(FOB));
    }

    @Test
    void namesArePrintableAndNotTooLong() {
      assertThrows(BrokenRack.class, () -> answering(hello("x".repeat(33))).hello());
      assertThrows(BrokenRack.class, () -> answering(hello("\u001b[2J")).hello());
    }

    private Body hello(String name) {
      return Body.ok().u16(3).u16(256).text(name);
    }

    private Body info(int digits, int step, int algorithm, int flags) {
      return Body.ok()
          .u8(digits)
          .u8(step)
          .u8(algorithm)
          .u8(flags)
          .text("Maker")
          .text("M-1")
          .text("1.0.0");
    }
  }

  @Nested
  class Clock {
    @Test
    void driftIsMeasuredAgainstTheMiddleBetweenSendingAndReceiving() throws StationException {
      var line =
          new ScriptedLine(
              written -> Pieces.only(written).map(r -> clock(r, 5_000)).orElse(new byte[0]));
      // The line takes 1 ms to read; a clock on it passes 1 ms between sent and received.
      var protocol =
          new FobProtocol(
              line,
              () -> Instant.ofEpochSecond(3).plusNanos(line.getAsLong()),
              line,
              FixedHalf.EXAMPLES);
      var drift = new RackCommands(protocol).drift(FOB);
      assertEquals(Duration.ofNanos(1_999_500_000), drift.ahead());
      assertEquals(Duration.ofNanos(500_000), drift.uncertainty());
    }

    @Test
    void aLostClockIsAskedForUnderANewRequestId() throws StationException {
      var asked = new ArrayList<Long>();
      var line =
          new ScriptedLine(written -> {
            var request = Pieces.only(written);
            if (request.isEmpty()) return new byte[0];
            asked.add(request.get().id());
            return asked.size() < 3 ? new byte[0] : clock(request.get(), 1);
          });
      var protocol = new FobProtocol(line, () -> Instant.EPOCH, line, FixedHalf.EXAMPLES);
      assertEquals(Duration.ofMillis(1), new RackCommands(protocol).drift(FOB).ahead());
      assertEquals(3, asked.stream().distinct().count());
    }

    private static byte[] clock(Frame request, int millis) {
      var body = Body.ok().u16(0).u16(0).u16(0).u16(millis).bytes();
      return new Frame(request.type() + 0x80, request.id(), request.serial(), body).encode();
    }
  }

  @Nested
  class AfterSilence {
    @Test
    void theRackIsGreetedBeforeAnythingElseIsAsked() throws StationException {
      var asked = new ArrayList<Integer>();
      var line =
          new ScriptedLine(written -> {
            var request = Pieces.only(written);
            if (request.isEmpty()) return new byte[0];
            asked.add(request.get().type());
            return asked.size() <= 3 ? new byte[0] : helloOrBattery(request.get());
          });
      var commands =
          new RackCommands(new FobProtocol(line, () -> Instant.EPOCH, line, FixedHalf.EXAMPLES));
      assertThrows(StationException.Silence.class, () -> commands.press(FOB));
      assertEquals(new Battery(100, 0), commands.battery("GM00000002"));
      assertEquals(new Battery(100, 0), commands.battery("GM00000002"));
      assertEquals(List.of(0x20, 0x20, 0x20, 0x01, 0x23, 0x23), asked);
    }

    private static byte[] helloOrBattery(Frame request) {
      var body =
          request.type() == 0x01
              ? Body.ok().u16(2).u16(256).text("rack 1.0")
              : Body.ok().u8(100).u16(0).u16(0);
      return new Frame(request.type() + 0x80, request.id(), request.serial(), body.bytes())
          .encode();
    }
  }
}
