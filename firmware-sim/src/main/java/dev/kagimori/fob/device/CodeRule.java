package dev.kagimori.fob.device;

import static java.util.Objects.requireNonNull;

/**
 * How a fob makes its codes.
 *
 * @param digits 6 or 8
 * @param stepSeconds 30 or 60
 */
public record CodeRule(int digits, int stepSeconds, Algorithm algorithm) {
  public CodeRule {
    if (digits != 6 && digits != 8) {
      throw new IllegalArgumentException("digits must be 6 or 8, not " + digits);
    }
    if (stepSeconds != 30 && stepSeconds != 60) {
      throw new IllegalArgumentException("stepSeconds must be 30 or 60, not " + stepSeconds);
    }
    requireNonNull(algorithm, "algorithm");
  }
}
