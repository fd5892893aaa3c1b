/**
 * Start, exchange and stop of use; receipts; and what the front end may ask of a user's state.
 *
 * <p>Every operation has one shape: lock the rows, decide, save rows, audit entry, receipt and
 * answer in the same transaction, answer. Rows are locked in one order everywhere: idempotency key,
 * exchange, user, tokens by serial, receipt block.
 */
@NullMarked
package dev.kagimori.registration;

import org.jspecify.annotations.NullMarked;
