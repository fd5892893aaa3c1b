package dev.kagimori.station;

import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.station.FobProtocol.Answer;
import dev.kagimori.station.StationException.BrokenRack;
import dev.kagimori.station.StationException.Refused;
import dev.kagimori.station.StationException.Silence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The commands of the protocol (§6), each one request with its answer read and judged. */
final class RackCommands implements AutoCloseable {
  private static final int NAME_MAX = 32;
  private static final int FOBS_MAX = 65_535;
  private static final int CHANGE_MAX = 30_000;
  private static final byte[] EMPTY = {};
  private static final Pattern CODE = Pattern.compile("[0-9]{6}|[0-9]{8}");
  private static final Pattern WARNING = Pattern.compile("bAtt 0[0-9]");

  private final FobProtocol protocol;

  /** The last request stayed unanswered: greet the rack before going on (§5). */
  private boolean silent;

  RackCommands(FobProtocol protocol) {
    this.protocol = protocol;
  }

  Rack hello() throws StationException {
    var fields = ask(Command.HELLO, "", EMPTY);
    int fobs = fields.u16();
    if (fields.u16() < Frame.CONTENT_MAX) throw new BrokenRack("longest content in HELLO");
    var rack = new Rack(fields.text(NAME_MAX), fobs);
    fields.end();
    return rack;
  }

  /** One page of serial numbers; an empty page is the last. */
  record Page(List<String> serials, boolean more) {}

  /** All serial numbers in the rack, ascending. */
  List<String> listAll() throws StationException {
    var all = new ArrayList<String>();
    Page page;
    do {
      page = list(all.isEmpty() ? "" : all.getLast());
      all.addAll(page.serials());
      if (all.size() > FOBS_MAX) throw new BrokenRack("more in LIST than a rack holds");
    } while (page.more());
    return all;
  }

  /** Those after the cursor. That they ascend is what makes reading all of them end. */
  private Page list(String cursor) throws StationException {
    var body = new byte[1 + cursor.length()];
    body[0] = (byte) cursor.length();
    System.arraycopy(cursor.getBytes(StandardCharsets.US_ASCII), 0, body, 1, cursor.length());
    var fields = ask(Command.LIST, "", body);
    fields.u16();
    boolean more = flag(fields.u8());
    int count = fields.u8();
    if (more && count == 0) throw new BrokenRack("empty page in LIST");
    var serials = new ArrayList<String>(count);
    String last = cursor;
    for (int i = 0; i < count; i++) {
      String serial = fields.text(Frame.CONTENT_MAX);
      if (!Serial.isValid(serial)) throw new BrokenRack("serial number in LIST");
      if (serial.compareTo(last) <= 0) throw new BrokenRack("order of LIST");
      serials.add(serial);
      last = serial;
    }
    fields.end();
    return new Page(serials, more);
  }

  /** One press of the button, which costs battery; what the LCD shows then. */
  Display press(String serial) throws StationException {
    return shown(ask(Command.PRESS, serial, EMPTY));
  }

  Display display(String serial) throws StationException {
    return shown(ask(Command.DISPLAY, serial, EMPTY));
  }

  private static Display shown(Fields fields) throws BrokenRack {
    int kind = fields.u8();
    int change = fields.u16();
    String characters = fields.text(Frame.CONTENT_MAX);
    fields.end();
    boolean lit = change >= 1 && change <= CHANGE_MAX;
    if (kind == 0 && change == 0 && characters.isEmpty()) return new Display.Dark();
    if (kind == 1 && lit && CODE.matcher(characters).matches()) {
      return new Display.Code(OneTimeCode.parse(characters).orElseThrow());
    }
    if (kind == 2 && lit && WARNING.matcher(characters).matches()) {
      return new Display.Warning(Duration.ofMillis(change));
    }
    throw new BrokenRack("what the display shows");
  }

  /**
   * How far the fob's clock is ahead of ours. Each attempt has its own request id: in the answer to
   * a repeated request it would not be known which moment the rack means.
   */
  Drift drift(String serial) throws StationException {
    for (int attempt = 1; ; attempt++) {
      try {
        return drift(ask(Command.CLOCK, serial, EMPTY, 1));
      } catch (Silence e) {
        if (attempt == FobProtocol.ATTEMPTS) throw e;
        silent = false; // not yet
      }
    }
  }

  private static Drift drift(Answer answer) throws BrokenRack {
    Instant fob = Instant.ofEpochMilli(answer.fields().i64());
    answer.fields().end();
    var half = Duration.between(answer.sent(), answer.received()).dividedBy(2);
    return new Drift(Duration.between(answer.sent().plus(half), fob), half.abs());
  }

  Battery battery(String serial) throws StationException {
    var fields = ask(Command.BATTERY, serial, EMPTY);
    int percent = fields.u8();
    if (percent > 100) throw new BrokenRack("battery above 100 %");
    var battery = new Battery(percent, fields.u32());
    fields.end();
    return battery;
  }

  Make make(String serial) throws StationException {
    return info(serial).make;
  }

  /** How long it shows a code; 0: it has no seed. */
  int stepSeconds(String serial) throws StationException {
    return info(serial).stepSeconds;
  }

  private record Info(Make make, int stepSeconds) {}

  private Info info(String serial) throws StationException {
    var fields = ask(Command.INFO, serial, EMPTY);
    int digits = fields.u8();
    int stepSeconds = fields.u8();
    int algorithm = fields.u8();
    int flags = fields.u8();
    boolean seeded = (flags & 2) != 0;
    boolean usual =
        (digits == 6 || digits == 8)
            && (stepSeconds == 30 || stepSeconds == 60)
            && (algorithm >= 1 && algorithm <= 3);
    if (flags > 3 || (seeded ? !usual : digits + stepSeconds + algorithm != 0)) {
      throw new BrokenRack("fields of INFO");
    }
    var make =
        new Make(
            fields.text(NAME_MAX), fields.text(NAME_MAX), fields.text(NAME_MAX), (flags & 1) != 0);
    fields.end();
    return new Info(make, stepSeconds);
  }

  private Fields ask(Command command, String serial, byte[] body) throws StationException {
    return ask(command, serial, body, FobProtocol.ATTEMPTS).fields();
  }

  private Answer ask(Command command, String serial, byte[] body, int attempts)
      throws StationException {
    if (silent && command != Command.HELLO) hello();
    silent = true;
    try {
      var answer = protocol.ask(command, serial, body, attempts);
      silent = false;
      return answer;
    } catch (Refused | BrokenRack e) {
      silent = false;
      throw e;
    }
  }

  private static boolean flag(int number) throws BrokenRack {
    if (number > 1) throw new BrokenRack("neither 0 nor 1");
    return number == 1;
  }

  @Override
  public void close() {
    protocol.close();
  }
}
