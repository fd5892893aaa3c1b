package dev.kagimori.institution;

/** Terms that will not do, with the place and the reason, in Japanese and English. */
public final class TermsRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  TermsRefused(String place, String ja, String en) {
    super("%s: %s / %s".formatted(place, ja, en));
  }

  /**
   * Refuses what does not hold.
   *
   * @param place below {@code terms}
   */
  static void unless(boolean holds, String place, String ja, String en) {
    if (!holds) throw new TermsRefused("terms." + place, ja, en);
  }
}
