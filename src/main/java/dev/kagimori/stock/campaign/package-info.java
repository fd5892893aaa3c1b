/**
 * Swap campaigns (交換): a town's fobs replaced in steps, each of which may be called again after
 * whatever broke it off.
 *
 * <p>A campaign's row is held by every step, before users and tokens; its members stand in the
 * order in which users are held. Only who books in what comes back holds nothing but those fobs: at
 * the counter nobody waits for a campaign. What became of a member is read from tokens and
 * registrations.
 */
@NullMarked
package dev.kagimori.stock.campaign;

import org.jspecify.annotations.NullMarked;
