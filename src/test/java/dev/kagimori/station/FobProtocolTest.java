package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.station.StationException.BrokenRack;
import dev.kagimori.station.StationException.Refused;
import dev.kagimori.station.StationException.Silence;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** §3 to §5: asking and answering. */
class FobProtocolTest {
  private static final byte[] EMPTY = {};
  private static final String FOB = "GM00000001";

  private static FobProtocol open(ScriptedLine line) throws StationException {
    return new FobProtocol(line, () -> Instant.EPOCH, line, new FixedHalf(7));
  }

  private static Frame request(byte[] written) {
    return Pieces.only(written).orElseThrow();
  }

  private static byte[] answer(
      Frame request, int typeMore, long idMore, String serial, int... body) {
    var bytes = new byte[body.length];
    for (int i = 0; i < body.length; i++) bytes[i] = (byte) body[i];
    return new Frame(request.type() + typeMore, request.id() + idMore, serial, bytes).encode();
  }

  /** Answers nothing to the single 7E at the opening. */
  private static ScriptedLine line(ScriptedLine.Script script) {
    return new ScriptedLine(written -> written.length == 1 ? EMPTY : script.answer(written));
  }

  @Test
  void openingDropsWhatLiesInTheBuffers() throws StationException {
    var line = line(written -> EMPTY).add(new byte[] {1, 2, 3});
    open(line);
    assertEquals(1, line.discards());
    assertArrayEquals(new byte[] {0x7E}, line.written.getFirst());
  }

  @Nested
  class ALateAnswerIsNobodys {
    @Test
    void onlyRightIdSerialAndTypeTogetherAreTaken() throws StationException {
      var line =
          line(written -> {
            var asked = request(written);
            var out = new ArrayList<byte[]>();
            out.add(written); // its own echo
            out.add(answer(asked, 0x80, -1, FOB, 0, 66)); // the request before
            out.add(answer(asked, 0x80, 1L << 32, FOB, 0, 66)); // another reader's
            out.add(answer(asked, 0x80, 0, "GM00000002", 0, 66)); // another fob's
            out.add(answer(asked, 0x81, 0, FOB, 0, 66)); // another command's
            out.add(answer(asked, 0x80, 0, FOB, 0, 42));
            return joined(out);
          });
      var fields = open(line).ask(Command.BATTERY, FOB, EMPTY, 3).fields();
      assertEquals(42, fields.u8());
      assertEquals(2, line.written.size());
    }

    @Test
    void anAnswerToTheRequestThatWasGivenUpIsDropped() throws StationException {
      var given = new ArrayList<byte[]>();
      var line =
          line(written -> {
            var asked = request(written);
            byte[] late = answer(asked, 0x80, -1, FOB, 0, 1);
            given.add(written);
            if (given.size() <= 3) return EMPTY;
            return joined(List.of(late, answer(asked, 0x80, 0, FOB, 0, 2)));
          });
      var protocol = open(line);
      assertThrows(Silence.class, () -> protocol.ask(Command.BATTERY, FOB, EMPTY, 3));
      assertEquals(2, protocol.ask(Command.BATTERY, FOB, EMPTY, 3).fields().u8());
    }
  }

  @Nested
  class Silent {
    @Test
    void theSameFrameIsSentThreeTimesWithinItsTimeLimits() throws StationException {
      var line = line(written -> EMPTY);
      var protocol = open(line);
      assertThrows(Silence.class, () -> protocol.ask(Command.HELLO, "", EMPTY, 3));
      assertEquals(4, line.written.size());
      assertArrayEquals(line.written.get(1), line.written.get(2));
      assertArrayEquals(line.written.get(1), line.written.get(3));
      long limitNanos = 500_000_000L + 1028 * 10 * 1_000_000_000L / 115_200;
      assertEquals(3 * limitNanos / 1e6, line.getAsLong() / 1e6, 1);
      assertEquals(2, line.discards()); // nothing piles up in the buffers
    }

    @Test
    void aLineThatBabblesWithoutEndHoldsNobody() throws StationException {
      var random = new Random(5);
      var line = line(written -> EMPTY);
      for (int i = 0; i < 5_000; i++) {
        var noise = new byte[100];
        random.nextBytes(noise);
        line.add(noise); // a millisecond each
      }
      var protocol = new FobProtocol(keeping(line), () -> Instant.EPOCH, line, new FixedHalf(7));
      assertThrows(Silence.class, () -> protocol.ask(Command.HELLO, "", EMPTY, 3));
      assertTrue(line.getAsLong() < 1_800_000_000L, line.getAsLong() + " ns");
    }

    @Test
    void theAnswerToAnEarlierAttemptEndsTheWaitToo() throws StationException {
      var first = new ArrayList<byte[]>();
      var slow =
          line(written -> {
            first.add(written);
            return first.size() == 1
                ? EMPTY
                : answer(request(first.getFirst()), 0x80, 0, FOB, 0, 9);
          });
      assertEquals(9, open(slow).ask(Command.BATTERY, FOB, EMPTY, 3).fields().u8());
      assertEquals(2, first.size());
    }
  }

  @Test
  void requestIdsCountFromOneUnderTheReadersHalf() throws StationException {
    var line = line(written -> answer(request(written), 0x80, 0, FOB, 0));
    var protocol = open(line);
    for (int i = 0; i < 3; i++) protocol.ask(Command.DISPLAY, FOB, EMPTY, 3);
    assertEquals(0x00000007_00000001L, request(line.written.get(1)).id());
    assertEquals(0x00000007_00000003L, request(line.written.get(3)).id());
    assertNotEquals(request(line.written.get(1)).id(), request(line.written.get(2)).id());
  }

  @Test
  void everyStatusButOkIsARefusalAlsoOnesNotKnown() throws StationException {
    for (int status = 1; status <= 255; status++) {
      int number = status;
      var line = line(written -> answer(request(written), 0x80, 0, FOB, number));
      var protocol = open(line);
      var e = assertThrows(Refused.class, () -> protocol.ask(Command.PRESS, FOB, EMPTY, 3));
      assertEquals(number <= 7 ? List.of(Status.values()).get(number) : Status.UNKNOWN, e.status());
    }
  }

  @Test
  void anAnswerWithoutAStatusIsABrokenRack() throws StationException {
    var line = line(written -> answer(request(written), 0x80, 0, FOB));
    var protocol = open(line);
    assertThrows(BrokenRack.class, () -> protocol.ask(Command.PRESS, FOB, EMPTY, 3));
  }

  /** A line whose babble survives the discard at the opening. */
  private static Line keeping(ScriptedLine line) {
    return new Line() {
      @Override
      public String name() {
        return line.name();
      }

      @Override
      public int baud() {
        return line.baud();
      }

      @Override
      public void write(byte[] bytes) {
        line.write(bytes);
      }

      @Override
      public byte[] read(Duration limit) {
        return line.read(limit);
      }

      @Override
      public void discard() {}

      @Override
      public void close() {
        line.close();
      }
    };
  }

  private static byte[] joined(List<byte[]> parts) {
    var out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
