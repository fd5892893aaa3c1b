package dev.kagimori.bank.ledger;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid.
 *
 * @param id of the customer's doing: the same twice is paid once
 * @param kind such as {@code TRANSFER}
 * @param into the customer's own account that gets it; null: it leaves the bank
 * @param toNewPayee whether the daily limit counts it (A1)
 * @param amount yen, more than 0
 */
public record Payment(
    UUID id,
    String kind,
    String from,
    @Nullable String into,
    String to,
    boolean toNewPayee,
    long amount) {}
