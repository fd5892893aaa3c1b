/**
 * Taking a maker's seed file into stock: each record judged by the terms, sealed and written in
 * chunks, while the file is still being read; all of it or nothing, or the good ones. What is known
 * of an import stands in the row of its delivery, from its first moment on. A serial number that
 * exists is reported and never overwritten (S9), and no file is ever kept.
 */
@NullMarked
package dev.kagimori.stock.intake;

import org.jspecify.annotations.NullMarked;
