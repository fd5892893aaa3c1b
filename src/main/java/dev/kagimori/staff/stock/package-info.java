/** The operations at the stock's door: what staff do with boxes of fobs. */
@NullMarked
package dev.kagimori.staff.stock;

import org.jspecify.annotations.NullMarked;
