/**
 * HOTP (RFC 4226) and TOTP (RFC 6238): codes, time steps, the acceptance window and clock drift.
 *
 * <p>Arithmetic only. Throttling, suspension and what is remembered of a code live in {@code
 * token}; nothing here knows a clock, a database or a customer.
 */
@NullMarked
package dev.kagimori.otp;

import org.jspecify.annotations.NullMarked;
