package dev.kagimori.client;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Proof that it is done; show number and time to the customer (受付番号, 受付時刻).
 *
 * @param receiptNumber seven digits, unique per institution and business day
 * @param previousSerial of an exchange: the token before
 */
public record Receipt(
    String receiptNumber,
    OffsetDateTime acceptedAt,
    Act operation,
    String serial,
    @Nullable String previousSerial,
    @Nullable Boolean loginOtp) {}
