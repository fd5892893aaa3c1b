package dev.kagimori.token;

import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.otp.Seed;
import org.jspecify.annotations.Nullable;

/**
 * What a customer shows to prove a token, beside the token's own opened seed.
 *
 * @param next the code that the token showed after {@code code}; null when it was not asked for
 */
public record Presented(OneTimeCode code, @Nullable OneTimeCode next, Seed seed) {}
