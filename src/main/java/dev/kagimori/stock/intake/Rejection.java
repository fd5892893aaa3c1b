package dev.kagimori.stock.intake;

import dev.kagimori.stock.seedfile.SeedProblem;

/**
 * A record that will not do.
 *
 * @param position in the file, from 1
 * @param line where it begins or what is wrong stands, from 1
 * @param serial as far as it is known; else empty
 * @param reason a name: of {@link SeedProblem.Reason} or of {@link Unfit}
 * @param field the element, attribute or column
 * @param ja reason and remedy in Japanese
 * @param en reason and remedy in English
 */
public record Rejection(
    long position, int line, String serial, String reason, String field, String ja, String en) {
  /** What the reader could not use. */
  public static Rejection of(SeedProblem problem) {
    return new Rejection(
        problem.position(),
        problem.line(),
        problem.serial(),
        problem.reason().name(),
        problem.field(),
        problem.ja(),
        problem.en());
  }
}
