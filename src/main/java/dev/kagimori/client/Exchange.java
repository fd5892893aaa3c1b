package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.UUID;

/** An open exchange: complete it before it expires. */
public record Exchange(UUID exchange, OffsetDateTime expiresAt) {}
