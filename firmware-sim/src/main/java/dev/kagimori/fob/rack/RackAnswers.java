package dev.kagimori.fob.rack;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.line.BodyReader;
import dev.kagimori.fob.line.BodyReader.MalformedException;
import dev.kagimori.fob.line.BodyWriter;
import dev.kagimori.fob.line.Command;
import dev.kagimori.fob.line.Frame;
import dev.kagimori.fob.line.Status;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The rack's side of PROTOCOL.md: one request in, one answer out. Requests come from one thread.
 */
final class RackAnswers {
  static final String NAME = "fob-rack 1.0";
  private static final int LIST_BYTES_MAX = Frame.CONTENT_MAX - Frame.CONTENT_MIN - 5;

  private final ConcurrentSkipListMap<String, Contact> contacts = new ConcurrentSkipListMap<>();
  private volatile boolean adjustable;

  void adjustable(boolean may) {
    adjustable = may;
  }

  void put(Fob fob) {
    contacts.put(fob.serial(), new Contact(fob));
  }

  @Nullable Fob take(String serial) {
    var contact = contacts.remove(serial);
    return contact == null ? null : contact.fob;
  }

  @Nullable Fob fob(String serial) {
    var contact = contacts.get(serial);
    return contact == null ? null : contact.fob;
  }

  /** In the order of their serial numbers. */
  List<Fob> fobs() {
    return contacts.values().stream().map(contact -> contact.fob).toList();
  }

  /** The answer, or null for what is no request. */
  @Nullable Frame answer(Frame request, Instant now) {
    if (request.type() == 0 || request.type() >= Frame.ANSWER) return null;
    byte[] body = body(request, now);
    return Frame.of(request.type() | Frame.ANSWER, request.id(), request.serial(), body);
  }

  private byte[] body(Frame request, Instant now) {
    if (request.version() != Frame.VERSION) return only(Status.UNSUPPORTED_VERSION);
    var command = Command.of(request.type());
    if (command == null || command.toFob() == request.serial().isEmpty()) {
      return only(Status.UNKNOWN_COMMAND);
    }
    if (command.adjusts() && !adjustable) return only(Status.UNKNOWN_COMMAND);
    try {
      if (!command.toFob()) return rack(command, new BodyReader(request.body()));
      var contact = contacts.get(request.serial());
      if (contact == null) return only(Status.NO_SUCH_FOB);
      synchronized (contact.fob) { // state and deed together, whoever else presses
        return FobAnswers.answer(contact, command, request, now);
      }
    } catch (MalformedException e) {
      return only(Status.BAD_BODY);
    }
  }

  private byte[] rack(Command command, BodyReader in) throws MalformedException {
    if (command == Command.LIST) return list(in);
    in.end();
    return BodyWriter.ok().u16(contacts.size()).u16(Frame.CONTENT_MAX).text(NAME).body();
  }

  private byte[] list(BodyReader in) throws MalformedException {
    var cursor = in.text();
    in.end();
    var after = contacts.tailMap(cursor, false).keySet().iterator();
    var page = new BodyWriter();
    int count = 0;
    int bytes = 0;
    boolean more = false;
    while (after.hasNext()) {
      var serial = after.next();
      more = bytes + 1 + serial.length() > LIST_BYTES_MAX;
      if (more) break;
      page.text(serial);
      bytes += 1 + serial.length();
      count++;
    }
    return BodyWriter.ok()
        .u16(contacts.size())
        .u8(more ? 1 : 0)
        .u8(count)
        .bytes(page.body())
        .body();
  }

  static byte[] only(Status status) {
    return new byte[] {(byte) status.number()};
  }
}
