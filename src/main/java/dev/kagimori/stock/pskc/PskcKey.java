package dev.kagimori.stock.pskc;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import java.time.Instant;
import java.util.Optional;

/**
 * One key package (RFC 6030 §4) that Kagimori can use.
 *
 * @param serial {@code DeviceInfo/SerialNo}, as written
 * @param keyId {@code Key/@Id}
 * @param manufacturer {@code DeviceInfo/Manufacturer}, or empty
 * @param model {@code DeviceInfo/Model}, or empty
 * @param algorithm from {@code Suite}; SHA-1 where there is none (RFC 6238 §1.2)
 * @param digits 6 or 8
 * @param stepSeconds 1 to 120
 * @param seed in clear; the receiver closes it
 * @param startDate not before, of the policy or the device
 * @param expiryDate not after, of the policy or the device
 * @param timeDrift in steps ({@code Data/TimeDrift})
 * @param line where its {@code KeyPackage} begins, from 1
 */
public record PskcKey(
    String serial,
    String keyId,
    String manufacturer,
    String model,
    Algorithm algorithm,
    int digits,
    int stepSeconds,
    Seed seed,
    Optional<Instant> startDate,
    Optional<Instant> expiryDate,
    int timeDrift,
    int line) {}
