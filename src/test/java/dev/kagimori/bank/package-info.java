/** The reference bank's pages, clicked through in a real browser over a real service. */
@NullMarked
package dev.kagimori.bank;

import org.jspecify.annotations.NullMarked;
