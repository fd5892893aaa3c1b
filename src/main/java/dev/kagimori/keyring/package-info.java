/**
 * Sealing of seeds: envelope encryption. A seed is sealed under a data key of its institution; data
 * keys lie in the database, wrapped by a master key that does not.
 *
 * <p>Everything is AES-256-GCM with associated data, so that nothing sealed for one place opens in
 * another. What does not open fails closed: {@link dev.kagimori.keyring.SeedUnusable} for one seed,
 * {@link dev.kagimori.keyring.TextUnusable} for one text, {@link dev.kagimori.database.CannotStart}
 * for the master key.
 */
@NullMarked
package dev.kagimori.keyring;

import org.jspecify.annotations.NullMarked;
