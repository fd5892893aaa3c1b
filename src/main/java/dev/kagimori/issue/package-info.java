/**
 * How a token comes to a user: app issues and requests for fobs, what the phone app asks for
 * (activation, tokens that it has made by itself, renewal).
 *
 * <p>The rows of {@code issue} that fobs and app tokens have in common are read and ended by {@link
 * dev.kagimori.token.IssueStore}, below both this package and {@code registration}: start,
 * exchange, revocation and allocation end or mark an issue without knowing of its making. The
 * operations of front ends have the shape of those in {@code registration}, and use its {@code
 * Operations} and {@code Receipts}.
 *
 * <p>Rows are locked in one order everywhere: idempotency key, exchange, user, tokens by serial,
 * receipt block. An issue is changed by whoever holds its user. Counts of {@link
 * dev.kagimori.issue.Throttle} are charged before, in transactions of their own, or last.
 *
 * <p>Who guesses at the app's door learns nothing: a user ID that nobody was given, a wrong start
 * password and an issue that is over cost the same statements, one hash, and give one answer; they
 * lock alike. What state an issue is in is told after a right password only.
 */
@NullMarked
package dev.kagimori.issue;

import org.jspecify.annotations.NullMarked;
