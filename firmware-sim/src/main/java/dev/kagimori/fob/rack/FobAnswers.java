package dev.kagimori.fob.rack;

import static dev.kagimori.fob.rack.RackAnswers.only;

import dev.kagimori.fob.device.Algorithm;
import dev.kagimori.fob.device.CodeRule;
import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.line.BodyReader;
import dev.kagimori.fob.line.BodyReader.MalformedException;
import dev.kagimori.fob.line.BodyWriter;
import dev.kagimori.fob.line.Command;
import dev.kagimori.fob.line.Frame;
import dev.kagimori.fob.line.Status;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a fob answers: repeat first, then its state, then the body (PROTOCOL.md §3). */
final class FobAnswers {
  private FobAnswers() {}

  static byte[] answer(Contact contact, Command command, Frame request, Instant now)
      throws MalformedException {
    var fob = contact.fob;
    var in = new BodyReader(request.body());
    return switch (command) {
      case PRESS -> press(contact, request.id(), in, now);
      case DISPLAY -> {
        in.end();
        yield display(fob.display(now));
      }
      case CLOCK -> clock(fob, in, now);
      case BATTERY -> {
        in.end();
        var battery = fob.battery();
        yield BodyWriter.ok().u8(battery.percent(now)).u32(battery.presses()).body();
      }
      case INFO -> info(fob, in);
      case SETUP -> setUp(contact, request.id(), in, now);
      case SEAL -> seal(contact, request.id(), in, now);
      case SETTINGS, SET_OFFSET, SET_RATE, SET_BATTERY ->
          Adjustments.answer(contact, command, request.id(), in, now);
      case HELLO, LIST -> only(Status.UNKNOWN_COMMAND);
    };
  }

  private static byte[] press(Contact contact, long id, BodyReader in, Instant now)
      throws MalformedException {
    var fob = contact.fob;
    if (contact.pressedBy(id)) return display(fob.display(now));
    var refused = notWorking(fob, now);
    if (refused != null) return only(refused);
    in.end();
    contact.rememberPress(id);
    return display(fob.press(now));
  }

  private static byte[] clock(Fob fob, BodyReader in, Instant now) throws MalformedException {
    var refused = notWorking(fob, now);
    if (refused != null) return only(refused);
    in.end();
    return BodyWriter.ok().i64(fob.clock(now).toEpochMilli()).body();
  }

  private static @Nullable Status notWorking(Fob fob, Instant now) {
    if (fob.exhausted(now)) return Status.EXHAUSTED;
    return fob.rule() == null ? Status.NOT_SET_UP : null;
  }

  private static byte[] display(Display display) {
    long change = Math.ceilDiv(display.change().toNanos(), 1_000_000L);
    return BodyWriter.ok()
        .u8(display.kind().number())
        .u16((int) change)
        .text(display.text())
        .body();
  }

  private static byte[] info(Fob fob, BodyReader in) throws MalformedException {
    in.end();
    var out = BodyWriter.ok();
    var rule = fob.rule();
    if (rule == null) {
      out.u8(0).u8(0).u8(0);
    } else {
      out.u8(rule.digits()).u8(rule.stepSeconds()).u8(rule.algorithm().number());
    }
    out.u8((fob.sealed() ? 0 : 1) | (rule == null ? 0 : 2));
    return out.text(fob.manufacturer()).text(fob.model()).text(Fob.FIRMWARE).body();
  }

  private static byte[] setUp(Contact contact, long id, BodyReader in, Instant now)
      throws MalformedException {
    var fob = contact.fob;
    if (is(contact.setUpBy, id)) return only(Status.OK);
    if (fob.exhausted(now)) return only(Status.EXHAUSTED);
    if (fob.sealed()) return only(Status.NOT_IN_FACTORY_MODE);
    int digits = in.u8();
    int step = in.u8();
    var algorithm = Algorithm.of(in.u8());
    long clock = in.i64();
    byte[] seed = in.bytes(in.u8());
    in.end();
    if (algorithm == null || clock < 0) return only(Status.BAD_BODY);
    try {
      var rule = new CodeRule(digits, step, algorithm);
      fob.setUp(Seed.of(seed), rule, Instant.ofEpochMilli(clock), now);
    } catch (IllegalArgumentException outOfRange) {
      return only(Status.BAD_BODY);
    }
    contact.setUpBy = OptionalLong.of(id);
    return only(Status.OK);
  }

  private static byte[] seal(Contact contact, long id, BodyReader in, Instant now)
      throws MalformedException {
    var fob = contact.fob;
    if (is(contact.sealedBy, id)) return only(Status.OK);
    if (fob.exhausted(now)) return only(Status.EXHAUSTED);
    if (fob.sealed()) return only(Status.NOT_IN_FACTORY_MODE);
    if (fob.rule() == null) return only(Status.NOT_SET_UP);
    in.end();
    fob.seal();
    contact.sealedBy = OptionalLong.of(id);
    return only(Status.OK);
  }

  private static boolean is(OptionalLong known, long id) {
    return known.isPresent() && known.getAsLong() == id;
  }
}
