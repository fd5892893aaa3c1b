/**
 * Serial lines as bytes, without knowledge of what they carry: a {@link dev.kagimori.fob.port.Wire}
 * is either a real port (or somebody's pseudo-terminal) opened through jSSC, or a pseudo-terminal
 * of our own, made with the JDK's foreign-function API, on which bytes take the time that they
 * would take at the set baud rate.
 */
@NullMarked
package dev.kagimori.fob.port;

import org.jspecify.annotations.NullMarked;
