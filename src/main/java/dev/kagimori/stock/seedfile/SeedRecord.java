package dev.kagimori.stock.seedfile;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One token's seed, with what the file says of it. Where it is silent the make decides, but for
 * otpauth URIs, whose format has defaults (SHA-1, 6 digits, 30 seconds).
 *
 * @param position its number in the file, from 1
 * @param line where it begins, from 1
 * @param serial as written: 1 to 128 printable characters
 * @param keyId {@code Key/@Id} of a PSKC file, or empty
 * @param manufacturer or issuer, or empty
 * @param model or empty
 * @param algorithm as stated
 * @param digits 6 or 8, as stated
 * @param stepSeconds 1 to 120, as stated
 * @param seed in clear; the receiver closes it
 * @param seedBits the seed's length, 112 to 1024; what is below 128 the terms have to allow
 * @param encrypted whether the seed was encrypted in the file
 * @param startDate not before, of the policy or the device
 * @param expiryDate not after, of the policy or the device
 * @param drift in steps ({@code Data/TimeDrift}); within ten minutes
 */
public record SeedRecord(
    int position,
    int line,
    String serial,
    String keyId,
    String manufacturer,
    String model,
    Optional<Algorithm> algorithm,
    OptionalInt digits,
    OptionalInt stepSeconds,
    Seed seed,
    int seedBits,
    boolean encrypted,
    Optional<Instant> startDate,
    Optional<Instant> expiryDate,
    int drift) {}
