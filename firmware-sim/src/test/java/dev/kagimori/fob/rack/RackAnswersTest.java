package dev.kagimori.fob.rack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.line.BodyWriter;
import dev.kagimori.fob.line.Command;
import dev.kagimori.fob.line.Frame;
import dev.kagimori.fob.line.FrameDecoder;
import dev.kagimori.fob.line.Status;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RackAnswersTest {
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  private static final String SERIAL = "GM00000001";

  private final RackAnswers rack = new RackAnswers();
  private final Fob fob =
      Fob.builder(SERIAL).make(Make.GM6).seed(Seed.random(new Random(1), 20)).made(NOW).build();
  private long id = 100;

  private static final byte[] NOTHING = {};

  RackAnswersTest() {
    rack.put(fob);
  }

  private Frame ask(int type, long withId, String serial, byte[] body) {
    var answer = rack.answer(Frame.of(type, withId, serial, body), NOW);
    assertNotNull(answer);
    assertEquals(type | 0x80, answer.type());
    assertEquals(withId, answer.id());
    assertEquals(serial, answer.serial());
    return answer;
  }

  private @Nullable Status status(Command command, String serial, byte[] body) {
    return Status.of(ask(command.type(), ++id, serial, body).body()[0]);
  }

  @ParameterizedTest
  @EnumSource(
      value = Command.class,
      names = {"HELLO", "PRESS", "DISPLAY", "CLOCK", "BATTERY", "INFO"})
  void aBodyWhereNoneBelongsIsRefused(Command command) {
    var serial = command.toFob() ? SERIAL : "";
    assertEquals(Status.BAD_BODY, status(command, serial, new byte[1]));
    assertEquals(Status.OK, status(command, serial, NOTHING));
  }

  @ParameterizedTest
  @EnumSource(Command.class)
  void theWrongAddresseeDoesNotKnowTheCommand(Command command) {
    assertEquals(Status.UNKNOWN_COMMAND, status(command, command.toFob() ? "" : SERIAL, NOTHING));
  }

  @Test
  void unknownCommandsAreToldAndAnswersAreNotAnswered() {
    assertEquals(1, ask(0x7F, 1, "", NOTHING).body()[0]);
    assertNull(rack.answer(Frame.of(0x81, 1, "", NOTHING), NOW));
    assertNull(rack.answer(Frame.of(0, 1, "", NOTHING), NOW));
  }

  @Test
  void anotherVersionIsToldInVersionOne() {
    byte[] content = Frame.of(1, 7, "", NOTHING).encode();
    var decoder = new FrameDecoder();
    Frame other = null;
    // content of version 2, its check value made anew by hand
    byte[] two = {0x7E, 2, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0};
    var crc = new CRC32();
    crc.update(two, 1, 11);
    var line = ByteBuffer.allocate(content.length).put(two).putInt((int) crc.getValue());
    line.put((byte) 0x7E);
    for (byte b : line.array()) {
      var frame = decoder.take(b);
      if (frame != null) other = frame;
    }
    assertNotNull(other);
    var answer = rack.answer(other, NOW);
    assertNotNull(answer);
    assertEquals(1, answer.version());
    assertEquals(Status.UNSUPPORTED_VERSION, Status.of(answer.body()[0]));
  }

  @Test
  void aRepeatedPressIsNoPress() {
    byte[] first = ask(0x20, 1, SERIAL, NOTHING).body();
    assertArrayEquals(first, ask(0x20, 1, SERIAL, NOTHING).body());
    assertEquals(1, fob.battery().presses());
    ask(0x20, 2, SERIAL, NOTHING);
    assertEquals(Display.DARK, fob.display(NOW));
    ask(0x20, 1, SERIAL, NOTHING);
    assertEquals(Display.DARK, fob.display(NOW));
    assertEquals(2, fob.battery().presses());
  }

  @Test
  void eightPressesAreRememberedAndNoMore() {
    for (int i = 1; i <= 9; i++) ask(0x20, i, SERIAL, NOTHING);
    ask(0x20, 2, SERIAL, NOTHING);
    assertEquals(9, fob.battery().presses());
    ask(0x20, 1, SERIAL, NOTHING);
    assertEquals(10, fob.battery().presses());
  }

  @Test
  void anEmptyBatteryIsToldAndStillReadable() {
    var dead =
        Fob.builder("GM00000002")
            .make(Make.GM6)
            .seed(Seed.random(new Random(2), 20))
            .battery(new Battery(NOW, 8_000))
            .build();
    rack.put(dead);
    assertEquals(Status.EXHAUSTED, status(Command.PRESS, "GM00000002", NOTHING));
    assertEquals(Status.EXHAUSTED, status(Command.CLOCK, "GM00000002", NOTHING));
    assertEquals(Status.EXHAUSTED, status(Command.SEAL, "GM00000002", NOTHING));
    assertEquals(Status.OK, status(Command.DISPLAY, "GM00000002", NOTHING));
    assertEquals(Status.OK, status(Command.BATTERY, "GM00000002", NOTHING));
    assertEquals(Status.OK, status(Command.INFO, "GM00000002", NOTHING));
  }

  @Test
  void setUpRefusesWhatIsOutOfRange() {
    rack.put(Fob.builder("SY00000009").made(NOW).build());
    assertEquals(Status.NOT_SET_UP, status(Command.PRESS, "SY00000009", NOTHING));
    assertEquals(Status.NOT_SET_UP, status(Command.SEAL, "SY00000009", NOTHING));
    assertEquals(Status.BAD_BODY, setUp(7, 30, 1, 0, 20));
    assertEquals(Status.BAD_BODY, setUp(6, 31, 1, 0, 20));
    assertEquals(Status.BAD_BODY, setUp(6, 30, 0, 0, 20));
    assertEquals(Status.BAD_BODY, setUp(6, 30, 4, 0, 20));
    assertEquals(Status.BAD_BODY, setUp(6, 30, 1, -1, 20));
    assertEquals(Status.BAD_BODY, setUp(6, 30, 1, Long.MAX_VALUE, 20));
    assertEquals(Status.BAD_BODY, setUp(6, 30, 1, 0, 15));
    assertEquals(Status.BAD_BODY, setUp(6, 30, 1, 0, 65));
    assertEquals(Status.OK, setUp(8, 60, 3, 0, 64));
    assertEquals(Status.OK, setUp(6, 30, 1, 0, 16));
    assertEquals(Status.OK, status(Command.SEAL, "SY00000009", NOTHING));
    assertEquals(Status.NOT_IN_FACTORY_MODE, setUp(6, 30, 1, 0, 16));
    assertEquals(Status.NOT_IN_FACTORY_MODE, status(Command.SEAL, "SY00000009", NOTHING));
    assertEquals(Status.OK, Status.of(ask(0x31, id - 2, "SY00000009", NOTHING).body()[0]));
  }

  private @Nullable Status setUp(int digits, int step, int algorithm, long clock, int length) {
    var body = new BodyWriter().u8(digits).u8(step).u8(algorithm).i64(clock);
    return status(Command.SETUP, "SY00000009", body.u8(length).bytes(new byte[length]).body());
  }

  @Test
  void noRequestHoweverStrangeBreaksTheRack() {
    var random = new Random(21);
    Fobs.random(30, Make.ALL, random, NOW).forEach(rack::put);
    var serials = rack.fobs();
    for (int i = 0; i < 100_000; i++) {
      var body = new byte[random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(14)];
      random.nextBytes(body);
      var serial = random.nextInt(3) == 0 ? "" : serials.get(random.nextInt(31)).serial();
      var request = Frame.of(random.nextInt(128), random.nextLong(), serial, body);
      var answer = rack.answer(request, NOW);
      if (request.type() == 0) continue;
      assertNotNull(answer);
      assertTrue(answer.encode().length <= Frame.LINE_MAX);
    }
  }
}
