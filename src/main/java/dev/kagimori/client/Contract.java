package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contract as the service holds it.
 *
 * @param declaredDailyLimit yen; null where none was declared
 */
public record Contract(
    String contract,
    ContractKind kind,
    @Nullable Long declaredDailyLimit,
    boolean mailRegistered,
    @Nullable OffsetDateTime otpRequiredFrom,
    List<ContractUser> users) {}
