package dev.kagimori.bank.ledger;

import java.util.UUID;

/**
 * What is to be paid.
 *
 * @param id of the customer's doing: the same twice is paid once
 * @param kind such as {@code TRANSFER}
 * @param toNewPayee whether the daily limit counts it (A1)
 * @param amount yen, more than 0
 */
public record Payment(
    UUID id, String kind, String from, String to, boolean toNewPayee, long amount) {}
