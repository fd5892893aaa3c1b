/** What is answered at the stock's door. */
@NullMarked
package dev.kagimori.staff.stock;

import org.jspecify.annotations.NullMarked;
