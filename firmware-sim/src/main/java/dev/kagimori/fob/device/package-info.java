/**
 * One key-fob: a seed, a quartz that drifts, a battery that ages, an LCD and a button. Time comes
 * from outside with every call, so that a test runs years in milliseconds; nothing here knows lines
 * or racks.
 */
@NullMarked
package dev.kagimori.fob.device;

import org.jspecify.annotations.NullMarked;
