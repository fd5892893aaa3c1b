/**
 * What leaves the stock's books: everything but the seeds as CSV, and seeds for another system,
 * under a key of that system's, when two persons agree.
 */
@NullMarked
package dev.kagimori.stock.export;

import org.jspecify.annotations.NullMarked;
