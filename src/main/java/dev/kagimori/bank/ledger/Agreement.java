package dev.kagimori.bank.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a contract holds beside its users.
 *
 * @param dailyLimit that the customer declared, yen; null: none
 * @param otpRequiredFrom when codes become compulsory (D11); null: they don't
 * @param byCertificate whether its users have to show a client certificate at login (D2)
 */
public record Agreement(
    @Nullable Long dailyLimit, @Nullable Instant otpRequiredFrom, boolean byCertificate) {}
