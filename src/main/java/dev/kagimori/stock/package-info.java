/** Fobs that the institution owns: the maker's delivery read in, fobs set aside for users. */
@NullMarked
package dev.kagimori.stock;

import org.jspecify.annotations.NullMarked;
