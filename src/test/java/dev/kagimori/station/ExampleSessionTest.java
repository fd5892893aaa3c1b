package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The worked session of the protocol document, spoken by our reader. */
class ExampleSessionTest {
  private static final Instant NOW = Instant.parse("1970-01-01T00:00:59Z");
  private static final byte[] EMPTY = {};

  private final Queue<byte[]> session = new ArrayDeque<>(Examples.session());
  private boolean lostOne;

  /** Every request is the document's, byte for byte; the first press's first answer is lost. */
  private byte[] answer(byte[] written) {
    if (written.length == 1) return EMPTY;
    assertArrayEquals(session.remove(), written);
    byte[] answer = session.remove();
    if (written[2] != 0x20 || lostOne) return answer;
    lostOne = true;
    return EMPTY;
  }

  @Test
  void everyAnswerIsUnderstoodAndEveryRequestIsTheDocuments() throws StationException {
    var line = new ScriptedLine(this::answer);
    var protocol = new FobProtocol(line, () -> NOW, line, FixedHalf.EXAMPLES);
    var commands = new RackCommands(protocol);
    assertArrayEquals(new byte[] {0x7E}, line.written.getFirst());

    assertEquals(new Rack("fob-rack 1.0", 3), commands.hello());
    assertEquals(List.of("8T41902ZQ7M3", "GM00000001", "SY00000007"), commands.listAll());
    var after = "\nGM00000001".getBytes(StandardCharsets.US_ASCII);
    protocol.ask(Command.LIST, "", after, 1);

    assertInstanceOf(Display.Dark.class, commands.display("GM00000001"));
    assertEquals("287082", code(commands.press("GM00000001"))); // after a repeat
    assertInstanceOf(Display.Dark.class, commands.press("GM00000001"));
    assertEquals("46119246", code(commands.press("8T41902ZQ7M3")));
    var drift = commands.drift("8T41902ZQ7M3");
    assertEquals(Duration.ofMillis(1250), drift.ahead());
    assertEquals(1.25, drift.aheadSeconds());
    assertEquals(new Battery(99, 2), commands.battery("GM00000001"));
    assertEquals(new Make("Gaku Musen", "GM-6", "1.0.0", false), commands.make("GM00000001"));
  }

  @Test
  void aFobThatIsNotThereIsRefusedByName() throws StationException {
    var refusal = Examples.session().getLast();
    var line = new ScriptedLine(written -> written.length == 1 ? EMPTY : refusal);
    var protocol = new FobProtocol(line, () -> NOW, line, FixedHalf.EXAMPLES);
    for (int before = 1; before < 15; before++) {
      assertThrows(
          StationException.Silence.class,
          () -> protocol.ask(Command.PRESS, "GM99999999", EMPTY, 1)); // it answers another request
    }
    var e =
        assertThrows(
            StationException.Refused.class,
            () -> protocol.ask(Command.PRESS, "GM99999999", EMPTY, 1));
    assertEquals(Status.NO_SUCH_FOB, e.status());
    assertEquals("GM99999999", e.serial());
  }

  private static String code(Display display) {
    return assertInstanceOf(Display.Code.class, display).code().reveal();
  }
}
