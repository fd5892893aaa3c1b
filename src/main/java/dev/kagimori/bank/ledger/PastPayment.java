package dev.kagimori.bank.ledger;

import java.time.Instant;

/**
 * What was paid.
 *
 * @param receipt seven digits
 * @param kind such as {@code TRANSFER}
 * @param amount yen
 */
public record PastPayment(String receipt, Instant at, String kind, String to, long amount) {}
