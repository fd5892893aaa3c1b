package dev.kagimori.fob.rack;

import static dev.kagimori.fob.rack.RackAnswers.only;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.line.BodyReader;
import dev.kagimori.fob.line.BodyReader.MalformedException;
import dev.kagimori.fob.line.BodyWriter;
import dev.kagimori.fob.line.Command;
import dev.kagimori.fob.line.Status;
import java.time.Duration;
import java.time.Instant;

/**
 * What only a simulator answers (PROTOCOL.md §6): how a fob is set, and setting it. An empty fob
 * answers too: it is not the fob that does this, but who holds it.
 */
final class Adjustments {
  /** A day: more than any service forgives. */
  static final long OFFSET_MILLIS_MAX = Duration.ofDays(1).toMillis();

  static final int RATE_PPB_MAX = 100_000;
  static final int PERCENT_MAX = 100;

  private Adjustments() {}

  static byte[] answer(Contact contact, Command command, long id, BodyReader in, Instant now)
      throws MalformedException {
    var fob = contact.fob;
    if (contact.adjustedBy(id)) return settings(fob, now);
    boolean done =
        switch (command) {
          case SET_OFFSET -> offset(fob, in, now);
          case SET_RATE -> rate(fob, in, now);
          case SET_BATTERY -> battery(fob, in, now);
          default -> {
            in.end();
            yield true;
          }
        };
    if (!done) return only(Status.BAD_BODY);
    if (command != Command.SETTINGS) contact.rememberAdjustment(id);
    return settings(fob, now);
  }

  private static boolean offset(Fob fob, BodyReader in, Instant now) throws MalformedException {
    long millis = in.i64();
    in.end();
    if (millis < -OFFSET_MILLIS_MAX || millis > OFFSET_MILLIS_MAX) return false;
    fob.setClock(now.plusMillis(millis), now);
    return true;
  }

  private static boolean rate(Fob fob, BodyReader in, Instant now) throws MalformedException {
    int ppb = in.i32();
    in.end();
    if (ppb < -RATE_PPB_MAX || ppb > RATE_PPB_MAX) return false;
    fob.setRate(ppb / 1e3, now);
    return true;
  }

  private static boolean battery(Fob fob, BodyReader in, Instant now) throws MalformedException {
    int percent = in.u8();
    in.end();
    if (percent > PERCENT_MAX) return false;
    fob.setBattery(percent, now);
    return true;
  }

  private static byte[] settings(Fob fob, Instant now) {
    var ahead = Duration.between(now, fob.clock(now));
    long ppb = Math.round(fob.quartz().ppm(now) * 1e3);
    return BodyWriter.ok()
        .i64(ahead.toMillis())
        .u32((int) ppb)
        .u8(fob.battery().percent(now))
        .body();
  }
}
