/**
 * The other end of the line: asks a rack, waits, repeats, and takes nothing for an answer that
 * isn't one (PROTOCOL.md §3–5).
 */
@NullMarked
package dev.kagimori.fob.reader;

import org.jspecify.annotations.NullMarked;
