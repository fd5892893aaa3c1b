/** Processes that tests start. */
@NullMarked
package dev.kagimori.process;

import org.jspecify.annotations.NullMarked;
