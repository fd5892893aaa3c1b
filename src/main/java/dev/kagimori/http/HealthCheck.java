package dev.kagimori.http;

import java.util.Optional;

/** One condition for being in service. */
public interface HealthCheck {
  /** Names it in the answer of {@code /health/ready}: a few lower-case words. */
  String name();

  /**
   * Looks once; may await, and is given one second.
   *
   * @return empty when all is well; else what is wrong, for an operator, without secrets
   */
  Optional<String> problem();

  /** What an operator should know although all is well; does not wait, no secrets. */
  default Optional<String> note() {
    return Optional.empty();
  }
}
