/**
 * Transport keys: what a maker's seed file is opened with, the certificate that says by whom it is
 * signed, or what seeds for another system are closed with. One account lays a key down, another
 * uses it (two-person rule).
 */
@NullMarked
package dev.kagimori.stock.transport;

import org.jspecify.annotations.NullMarked;
