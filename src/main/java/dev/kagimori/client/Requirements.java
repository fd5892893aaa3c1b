package dev.kagimori.client;

import org.jspecify.annotations.Nullable;

/**
 * What an operation asks for now.
 *
 * @param ownFactorToo the front end's own factor beside {@code factor}
 * @param dailyLimit yen; null where none was declared
 * @param setupRequired the user has to set a token up first
 */
public record Requirements(
    Factor factor, boolean ownFactorToo, @Nullable Long dailyLimit, boolean setupRequired) {}
