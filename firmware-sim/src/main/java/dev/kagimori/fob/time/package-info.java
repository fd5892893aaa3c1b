/**
 * Time that a test drives: fobs, racks and services that all read one {@link
 * dev.kagimori.fob.time.DrivenTime} live through a day in no time, and agree on what time it is.
 */
@NullMarked
package dev.kagimori.fob.time;

import org.jspecify.annotations.NullMarked;
