/** The five reference systems: which tests show which mark, and what came of them. */
@NullMarked
package dev.kagimori.systems;

import org.jspecify.annotations.NullMarked;
