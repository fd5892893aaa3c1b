package dev.kagimori.stock.transport;

import java.time.Instant;
import java.util.UUID;

/**
 * A transport key that waits to be used, without its value.
 *
 * @param key tells it from another one of that name
 * @param by the account that laid it down
 * @param expiresAt the first instant at which it is gone
 */
public record LaidKey(
    String name, UUID key, KeyValue.Kind kind, String by, Instant laidAt, Instant expiresAt) {}
