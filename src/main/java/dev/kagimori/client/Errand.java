package dev.kagimori.client;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One submission, the same at each attempt.
 *
 * @param target path and query
 * @param sameness what the service knows a repeat by: idempotency key or reference; empty where
 *     nothing is changed
 */
record Errand(
    Endpoint endpoint, String target, @Nullable Buffer body, String sameness, String requestId) {
  /** Without what it carries. */
  @Override
  public String toString() {
    return "Errand(" + endpoint + ", " + requestId + ")";
  }
}
