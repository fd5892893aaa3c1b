/**
 * The whole service on trial: two instances over one real PostgreSQL, asked over HTTP as a front
 * end asks, with the codes of simulated fobs, in a time that the test drives.
 */
@NullMarked
package dev.kagimori.trial;

import org.jspecify.annotations.NullMarked;
