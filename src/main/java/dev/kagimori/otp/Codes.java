package dev.kagimori.otp;

import java.util.ArrayList;
import java.util.List;

/**
 * The codes of a window, all of them computed before any code is looked at, so that the time tells
 * nothing of which one matches.
 */
public final class Codes {
  private final long first;
  private final int digits;
  private final int[] values;
  private final int apart;
  private final long stepApart;

  private Codes(long first, int digits, int[] values, long stepApart, int apart) {
    this.first = first;
    this.digits = digits;
    this.values = values;
    this.stepApart = stepApart;
    this.apart = apart;
  }

  /**
   * Computes every step of a window, and one more, which may lie in it or not.
   *
   * @param window at most a few hundred steps
   */
  static Codes of(Totp totp, Seed seed, Window window, long stepApart) {
    var hotp = new Hotp(seed, totp.algorithm(), totp.digits());
    var values = new int[Math.toIntExact(window.last() - window.first() + 1)];
    for (int i = 0; i < values.length; i++) values[i] = hotp.value(window.first() + i);
    return new Codes(window.first(), totp.digits(), values, stepApart, hotp.value(stepApart));
  }

  /**
   * The steps of the window whose code this is, the earliest first. A code of another length
   * matches none, in the same time.
   */
  public List<Long> steps(OneTimeCode code) {
    int typed = code.value();
    int otherLength = code.length() ^ digits;
    var found = new ArrayList<Long>(1);
    for (int i = 0; i < values.length; i++)
      if (((values[i] ^ typed) | otherLength) == 0) found.add(first + i);
    return found;
  }

  /** Whether this is the code of the step that was asked for beside the window. */
  public boolean isApart(OneTimeCode code) {
    return ((apart ^ code.value()) | (code.length() ^ digits)) == 0;
  }

  @Override
  public String toString() {
    return "Codes(%d from step %d, and step %d)".formatted(values.length, first, stepApart);
  }
}
