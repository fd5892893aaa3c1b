/** Imports of seed files into real books: killed, broken off, repeated, crossed. */
@NullMarked
package dev.kagimori.stock.intake;

import org.jspecify.annotations.NullMarked;
