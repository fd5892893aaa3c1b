/** Campaigns over real rows: what they choose, what they cost, what breaks them off. */
@NullMarked
package dev.kagimori.stock.campaign;

import org.jspecify.annotations.NullMarked;
