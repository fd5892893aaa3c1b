/** Key-fobs that behave like key-fobs, and the serial line on which a rack of them is read. */
@NullMarked
package dev.kagimori.fob;

import org.jspecify.annotations.NullMarked;
