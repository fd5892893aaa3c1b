package dev.kagimori.testkit;

import dev.kagimori.fob.time.DrivenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;

/**
 * A key-fob in the customer's hand.
 *
 * @param device the simulated fob itself, with its battery, quartz and display
 * @param time that it lives in
 */
public record Fob(dev.kagimori.fob.device.Fob device, DrivenTime time) implements Token {
  /** So far from now {@link #wrongCode} keeps away from the fob's codes. */
  private static final int STEPS_AROUND = 40;

  /** The number on its back. */
  @Override
  public String serial() {
    return device.serial();
  }

  /** Presses the button and reads the code that it shows now. */
  @Override
  public String code() {
    return device.pressForCode(time.instant());
  }

  /** The code after that, without pressing: for {@code nextCode}. */
  @Override
  public String nextCode() {
    return codeAt(time.instant().plus(step()));
  }

  /** The code that it shows at another time, as one does whose clock is off by as much. */
  public String codeAt(Instant when) {
    var twin =
        dev.kagimori.fob.device.Fob.builder(serial())
            .seed(Objects.requireNonNull(device.seed()))
            .rule(Objects.requireNonNull(device.rule()))
            .quartz(device.quartz())
            .made(device.clockSet())
            .build();
    return twin.pressForCode(when);
  }

  @Override
  public String wrongCode(int number) {
    var shown = new HashSet<String>();
    var now = time.instant();
    for (int n = -STEPS_AROUND; n <= STEPS_AROUND; n++)
      shown.add(codeAt(now.plus(step().multipliedBy(n))));
    int digits = shown.iterator().next().length();
    int left = number;
    for (int code = 1; ; code++) {
      var text = ("%0" + digits + "d").formatted(code);
      if (!shown.contains(text) && left-- == 0) return text;
    }
  }

  private Duration step() {
    return Duration.ofSeconds(Objects.requireNonNull(device.rule()).stepSeconds());
  }

  @Override
  public String toString() {
    return "Fob(" + serial() + ")";
  }
}
