/**
 * PostgreSQL, below every domain and knowing none: where it is, how it is reached, transactions and
 * how they can fail, migrations, the check at start, the clock, and what is told between instances.
 *
 * <p>{@link dev.kagimori.database.EmbeddedDatabase} is a PostgreSQL of our own; with {@link
 * dev.kagimori.database.DatabaseUri} it may be anybody's. {@link dev.kagimori.database.Tx} is the
 * only place that begins and commits.
 */
@NullMarked
package dev.kagimori.database;

import org.jspecify.annotations.NullMarked;
