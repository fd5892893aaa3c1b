package dev.kagimori.fob.device;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key-fob with one button and an LCD (F1–F4). Every method takes the true time; what the fob
 * makes of it is its quartz's affair. Time that goes backwards counts as standing still. Safe for
 * several threads: someone may press while a line reads.
 */
public final class Fob {
  /** How long a press keeps the display lit (F2). */
  public static final Duration LIT = Duration.ofSeconds(30);

  /** How long the battery warning stands before the code (F3). */
  public static final Duration WARNING = Duration.ofSeconds(2);

  /** The firmware that all fobs of this simulator run. */
  public static final String FIRMWARE = "1.0.0";

  private final String serial;
  private final String manufacturer;
  private final String model;
  private @Nullable Secret secret;
  private boolean sealed;
  private Quartz quartz;
  private Instant clockSet;
  private Battery battery;
  private @Nullable Lit lit;

  /** What SETUP gives. */
  private record Secret(Seed seed, CodeRule rule) {}

  private record Lit(Instant since, String code, @Nullable String warning) {}

  Fob(FobBuilder from) {
    serial = from.serial;
    manufacturer = from.manufacturer;
    model = from.model;
    if (from.seed != null) secret = new Secret(from.seed, requireNonNull(from.rule, "rule"));
    sealed = from.sealed;
    quartz = from.quartz;
    clockSet = from.clockSet;
    battery = from.battery;
  }

  public static FobBuilder builder(String serial) {
    return new FobBuilder(serial);
  }

  /**
   * One press of the button: lights the current code, or, if something is lit, blanks the display
   * (F2). A fob without seed or with an empty battery stays dark.
   *
   * @return the display right after it
   */
  public synchronized Display press(Instant now) {
    if (secret == null || spent(now)) {
      lit = null;
      return Display.DARK;
    }
    boolean wasLit = lit(now) != null;
    battery = battery.pressed();
    lit = wasLit ? null : new Lit(now, code(secret, now), warning(now));
    return display(now);
  }

  /** What the LCD shows; presses nothing. */
  public synchronized Display display(Instant now) {
    var shown = lit(now);
    if (shown == null) return Display.DARK;
    var elapsed = elapsed(shown, now);
    if (shown.warning != null && elapsed.compareTo(WARNING) < 0) {
      return new Display(Display.Kind.WARNING, shown.warning, WARNING.minus(elapsed));
    }
    return new Display(Display.Kind.CODE, shown.code, LIT.minus(elapsed));
  }

  /**
   * Presses until a code is lit, waits out a battery warning, and reads: what a person does who
   * wants the current code.
   *
   * @throws IllegalStateException if the fob has no seed or its battery is empty
   */
  public synchronized String pressForCode(Instant now) {
    if (press(now).kind() == Display.Kind.DARK) press(now);
    if (lit == null) throw new IllegalStateException("fob " + serial + " stays dark");
    return lit.code;
  }

  /** The fob's own time. */
  public synchronized Instant clock(Instant now) {
    return quartz.read(clockSet, now);
  }

  /**
   * Gives the fob a seed and sets its clock, as in the factory.
   *
   * @param clock what the clock is set to
   * @throws IllegalStateException if the fob is sealed
   */
  public synchronized void setUp(Seed seed, CodeRule rule, Instant clock, Instant now) {
    if (sealed) throw new IllegalStateException("fob " + serial + " is sealed");
    secret = new Secret(seed, rule);
    quartz = quartz.set(Duration.between(now, clock));
    clockSet = now;
    lit = null;
  }

  /** Sets the clock, as only a simulated fob lets anyone do once it is sealed. */
  public synchronized void setClock(Instant clock, Instant now) {
    quartz = quartz.set(Duration.between(now, clock));
    clockSet = now;
  }

  /**
   * Another crystal, which runs at this rate in any temperature. The clock goes on from what it
   * says.
   *
   * @param ppm millionths by which it runs fast, −100…100
   */
  public synchronized void setRate(double ppm, Instant now) {
    quartz = new Quartz(Duration.between(now, clock(now)), ppm, Climate.STEADY);
    clockSet = now;
  }

  /**
   * Another battery, of which so much is left; an empty one darkens the display.
   *
   * @param percent 0…100
   */
  public synchronized void setBattery(int percent, Instant now) {
    battery = Battery.left(percent, now);
    if (spent(now)) lit = null;
  }

  /**
   * Ends factory mode for good.
   *
   * @throws IllegalStateException if there is no seed
   */
  public synchronized void seal() {
    if (secret == null) throw new IllegalStateException("fob " + serial + " has no seed");
    sealed = true;
  }

  /** Whether the battery is empty: nothing is shown and the clock stands. */
  public synchronized boolean exhausted(Instant now) {
    return spent(now) && lit(now) == null;
  }

  public String serial() {
    return serial;
  }

  public String manufacturer() {
    return manufacturer;
  }

  public String model() {
    return model;
  }

  /** How it makes codes; null before set-up. */
  public synchronized @Nullable CodeRule rule() {
    return secret == null ? null : secret.rule;
  }

  /** For the maker's delivery and for saving; no line command reads it. Null before set-up. */
  public synchronized @Nullable Seed seed() {
    return secret == null ? null : secret.seed;
  }

  public synchronized boolean sealed() {
    return sealed;
  }

  public synchronized Battery battery() {
    return battery;
  }

  public synchronized Quartz quartz() {
    return quartz;
  }

  /** When the clock was set last, in true time. */
  public synchronized Instant clockSet() {
    return clockSet;
  }

  @Override
  public String toString() {
    return "Fob(" + serial + ")";
  }

  private String code(Secret from, Instant now) {
    return Totp.code(from.seed, from.rule, clock(now));
  }

  private @Nullable String warning(Instant now) {
    return battery.low(now) ? "bAtt 0" + battery.percent(now) : null;
  }

  private boolean spent(Instant now) {
    return battery.tooOld(now) || battery.worn();
  }

  private @Nullable Lit lit(Instant now) {
    boolean dark = lit == null || battery.tooOld(now) || elapsed(lit, now).compareTo(LIT) >= 0;
    return dark ? null : lit;
  }

  private static Duration elapsed(Lit since, Instant now) {
    var elapsed = Duration.between(since.since, now);
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }
}
