package dev.kagimori.fob.reader;

import dev.kagimori.fob.device.Algorithm;
import dev.kagimori.fob.device.CodeRule;
import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.line.BodyReader.MalformedException;
import dev.kagimori.fob.line.BodyWriter;
import dev.kagimori.fob.line.Command;
import dev.kagimori.fob.port.LineLock;
import dev.kagimori.fob.port.SerialWire;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a rack over its line. Every method waits at most three time limits, then throws {@link
 * SilentLineException}; a refusal of the rack is a {@link RefusedException}; an {@link IOException}
 * of another kind means that the line is gone. One request at a time, from one thread.
 */
public final class RackReader implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final int PRESSES_MAX = 3;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Exchange exchange;
  private final @Nullable LineLock lock;

  RackReader(Exchange exchange) {
    this(exchange, null);
  }

  private RackReader(Exchange exchange, @Nullable LineLock lock) {
    this.exchange = exchange;
    this.lock = lock;
  }

  /**
   * Opens a serial port, or a rack's pseudo-terminal, 8N1.
   *
   * @throws IOException if it can't be opened
   */
  public static RackReader open(String port, int baud) throws IOException {
    return new RackReader(new Exchange(SerialWire.open(port, baud), baud, new SecureRandom()));
  }

  /**
   * Likewise, for itself alone: nobody else who keeps to PROTOCOL.md §5 has the line until this is
   * closed.
   *
   * @param patience how long to wait for whoever has it now
   * @throws LineInUseException if it is not free by then
   */
  public static RackReader openAlone(String port, int baud, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return openAlone(port, baud);
      } catch (LineInUseException e) {
        if (System.nanoTime() - end >= 0) throw e;
        rest(e);
      }
    }
  }

  private static RackReader openAlone(String port, int baud) throws IOException {
    var lock = LineLock.tryTake(port);
    if (lock == null) throw new LineInUseException(port, null);
    boolean opened = false;
    try {
      var wire = SerialWire.open(port, baud);
      opened = true;
      return new RackReader(new Exchange(wire, baud, new SecureRandom()), lock);
    } catch (IOException e) {
      throw SerialWire.isBusy(e) ? new LineInUseException(port, e) : e;
    } finally {
      if (!opened) lock.close();
    }
  }

  private static void rest(LineInUseException because) throws LineInUseException {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw because;
    }
  }

  /** Who answers. */
  public record Hello(int fobs, int contentMax, String name) {}

  /** A fob's clock when it was asked, the reader's then, and how far the latter may be wrong. */
  public record ClockReading(Instant fob, Instant reader, Duration uncertainty) {
    /** How far the fob is ahead. */
    public Duration drift() {
      return Duration.between(reader, fob);
    }
  }

  /** What is left, in per cent, and the presses so far. */
  public record BatteryReading(int percent, long presses) {}

  /**
   * How a simulated fob is set.
   *
   * @param ahead how far its clock is ahead
   * @param ppb billionths by which it runs fast now
   * @param percent what is left of the battery
   */
  public record Settings(Duration ahead, int ppb, int percent) {}

  /** What the fob is; {@code rule} is null before set-up. */
  public record FobInfo(
      @Nullable CodeRule rule,
      boolean factoryMode,
      String manufacturer,
      String model,
      String firmware) {}

  public Hello hello() throws IOException {
    return exchange.ask(Command.HELLO, "", NOTHING, in -> new Hello(in.u16(), in.u16(), in.text()));
  }

  /** All serial numbers, in ascending order. */
  public List<String> list() throws IOException {
    var serials = new ArrayList<String>();
    boolean more = true;
    while (more) {
      var cursor = serials.isEmpty() ? "" : serials.getLast();
      var body = new BodyWriter().text(cursor).body();
      more =
          exchange.ask(
              Command.LIST,
              "",
              body,
              in -> {
                in.u16();
                boolean follows = in.u8() == 1;
                int count = in.u8();
                if (follows && count == 0) throw new MalformedException("an empty page");
                var last = cursor;
                for (int i = 0; i < count; i++) {
                  var serial = in.text();
                  if (serial.compareTo(last) <= 0) throw new MalformedException("not ascending");
                  serials.add(serial);
                  last = serial;
                }
                return follows;
              });
    }
    return List.copyOf(serials);
  }

  /** One press; the display after it. */
  public Display press(String serial) throws IOException {
    return exchange.ask(Command.PRESS, serial, NOTHING, Displays::from);
  }

  public Display display(String serial) throws IOException {
    return exchange.ask(Command.DISPLAY, serial, NOTHING, Displays::from);
  }

  /**
   * The current code: presses until something is lit, and waits until a battery warning has given
   * way to the code.
   *
   * @throws SilentLineException also if the fob stays dark or never shows its code
   */
  public String code(String serial) throws IOException {
    var display = press(serial);
    for (int i = 1; i < PRESSES_MAX && display.kind() == Display.Kind.DARK; i++) {
      display = press(serial);
    }
    long end = exchange.nanos() + display.change().plusSeconds(3).toNanos();
    while (display.kind() == Display.Kind.WARNING && exchange.nanos() < end) {
      exchange.rest(Duration.ofMillis(Math.min(100, display.change().toMillis() + 1)));
      display = display(serial);
    }
    return display
        .code()
        .orElseThrow(() -> new SilentLineException(serial + ": コードが表示されません / shows no code"));
  }

  /** The fob's clock, against a reader's clock of the same instant. */
  public ClockReading clock(String serial) throws IOException {
    return exchange.clock(serial);
  }

  public BatteryReading battery(String serial) throws IOException {
    return exchange.ask(
        Command.BATTERY, serial, NOTHING, in -> new BatteryReading(in.u8(), in.u32()));
  }

  public FobInfo info(String serial) throws IOException {
    return exchange.ask(
        Command.INFO,
        serial,
        NOTHING,
        in -> {
          int digits = in.u8();
          int step = in.u8();
          int algorithm = in.u8();
          int flags = in.u8();
          var rule = (flags & 2) == 0 ? null : rule(digits, step, algorithm);
          return new FobInfo(rule, (flags & 1) != 0, in.text(), in.text(), in.text());
        });
  }

  private static CodeRule rule(int digits, int step, int algorithm) throws MalformedException {
    var hash = Algorithm.of(algorithm);
    if (hash == null) throw new MalformedException("algorithm");
    try {
      return new CodeRule(digits, step, hash);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("digits or step");
    }
  }

  /** Gives a fob in factory mode its seed and sets its clock. The seed travels in clear. */
  public void setUp(String serial, Seed seed, CodeRule rule, Instant clock) throws IOException {
    byte[] secret = seed.reveal();
    var body =
        new BodyWriter()
            .u8(rule.digits())
            .u8(rule.stepSeconds())
            .u8(rule.algorithm().number())
            .i64(clock.toEpochMilli())
            .u8(secret.length)
            .bytes(secret)
            .body();
    exchange.ask(Command.SETUP, serial, body, in -> true);
  }

  /** Ends factory mode for good. */
  public void seal(String serial) throws IOException {
    exchange.ask(Command.SEAL, serial, NOTHING, in -> true);
  }

  /**
   * How a simulated fob is set; this and the following are refused as {@link
   * dev.kagimori.fob.line.Status#UNKNOWN_COMMAND} unless the rack may be adjusted.
   */
  public Settings settings(String serial) throws IOException {
    return adjust(Command.SETTINGS, serial, new BodyWriter());
  }

  /**
   * Sets its clock.
   *
   * @param ahead −24…24 hours
   */
  public Settings setOffset(String serial, Duration ahead) throws IOException {
    return adjust(Command.SET_OFFSET, serial, new BodyWriter().i64(ahead.toMillis()));
  }

  /**
   * Lets its quartz run slow or fast from now on.
   *
   * @param ppb billionths by which it runs fast, −100,000…100,000
   */
  public Settings setRate(String serial, int ppb) throws IOException {
    return adjust(Command.SET_RATE, serial, new BodyWriter().u32(ppb));
  }

  /**
   * Gives it a battery of which so much is left.
   *
   * @param percent 0…100
   */
  public Settings setBattery(String serial, int percent) throws IOException {
    return adjust(Command.SET_BATTERY, serial, new BodyWriter().u8(percent));
  }

  private Settings adjust(Command command, String serial, BodyWriter body) throws IOException {
    return exchange.ask(
        command,
        serial,
        body.body(),
        in -> new Settings(Duration.ofMillis(in.i64()), in.i32(), in.u8()));
  }

  @Override
  public void close() throws IOException {
    try {
      exchange.close();
    } finally {
      if (lock != null) lock.close();
    }
  }
}
