/**
 * Taking a maker's seed file into stock: each record judged by the terms, sealed and written in
 * chunks, while the file is still being read; all of it or nothing, or the good ones. What is known
 * of an import stands in the row of its delivery, from its first moment on. A serial number that
 * exists is reported and never overwritten (S9), and no file is ever kept. An order that is done is
 * known again by a MAC of it and of its file's bytes, and told the same again; an import that died,
 * by the lock that nobody holds any more.
 */
@NullMarked
package dev.kagimori.stock.intake;

import org.jspecify.annotations.NullMarked;
