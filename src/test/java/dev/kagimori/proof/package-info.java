/**
 * The proof that a code is accepted at most once and nothing acknowledged is lost: service
 * processes, a PostgreSQL and the lines between them are broken on a seeded schedule while clients
 * work, and what the clients saw is checked against what may have happened.
 *
 * <p>{@code Bank} is what runs, {@code Nemesis} breaks it, {@code Client} works, {@code Judge}
 * checks. {@code docs/proof.md} has the figures and how to run it for longer.
 */
@NullMarked
package dev.kagimori.proof;

import org.jspecify.annotations.NullMarked;
