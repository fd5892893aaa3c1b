package dev.kagimori.token;

import dev.kagimori.keyring.Sealed;

/** A token as it lies in the database: its seed is sealed. */
public record StoredToken(Token token, Sealed seed) {}
