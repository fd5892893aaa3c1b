/**
 * The line protocol of PROTOCOL.md as bytes: frames, their check value and escapes, commands and
 * statuses. Both ends use it; it knows neither fobs nor devices.
 */
@NullMarked
package dev.kagimori.fob.line;

import org.jspecify.annotations.NullMarked;
