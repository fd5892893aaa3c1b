/**
 * Verifying a code for an operation at the bank: the hot path.
 *
 * <p>Rows are not locked: a code is judged by what was read, and written only if the token's
 * version is still the one that was judged; otherwise it is judged anew. So every try counts once,
 * over all instances together, and the answer leaves after the commit.
 */
@NullMarked
package dev.kagimori.verification;

import org.jspecify.annotations.NullMarked;
