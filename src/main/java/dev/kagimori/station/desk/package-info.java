/**
 * The rack at the stock keeper's desk and the service together: the intake check and stock-taking.
 *
 * <p>One thread reads the line and never waits for the service; another sends what was read, over
 * HTTP, and never touches the line. {@code Plan} says what is to be read next.
 */
@NullMarked
package dev.kagimori.station.desk;

import org.jspecify.annotations.NullMarked;
