/**
 * The record of every decision: who asked what, from where, and what came of it.
 *
 * <p>An entry is written in the transaction of what it records, so there is neither a decision
 * without an entry nor an entry without a decision. Entries hold no code, no seed, no password and
 * no mail address. The service may add entries and read them; it may not change or remove one.
 */
@NullMarked
package dev.kagimori.audit;

import org.jspecify.annotations.NullMarked;
