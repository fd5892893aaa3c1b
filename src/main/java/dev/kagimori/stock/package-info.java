/**
 * Fobs that the institution owns: the maker's delivery read in, fobs set aside for users; where
 * each one lies and what was done with it; how many there are, and how long they will last.
 */
@NullMarked
package dev.kagimori.stock;

import org.jspecify.annotations.NullMarked;
