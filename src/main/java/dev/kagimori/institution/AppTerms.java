package dev.kagimori.institution;

import java.time.Duration;
import java.util.Arrays;

/**
 * What is asked of the phone app.
 *
 * @param versionMin the oldest version that is served, such as {@code 1.4.0} (S0K1)
 * @param clockTolerance how far the phone's clock may be off (S0F1)
 * @param selfIssuedADay self-issued tokens for one address in one day (E8)
 */
public record AppTerms(String versionMin, Duration clockTolerance, int selfIssuedADay) {
  static final AppTerms USUAL = new AppTerms("1.0.0", Duration.ofSeconds(60), 20);

  /** Whether a version is new enough; one that is no version is not. */
  public boolean serves(String version) {
    var asked = numbers(version);
    return asked.length == 3 && Arrays.compare(asked, numbers(versionMin)) >= 0;
  }

  private static int[] numbers(String version) {
    if (!version.matches("[0-9]{1,5}(\\.[0-9]{1,5}){2}")) return new int[0];
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
