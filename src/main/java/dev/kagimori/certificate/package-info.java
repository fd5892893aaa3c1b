/** Keys and certificates for the loopback and for trying client certificates; no bank's own. */
@NullMarked
package dev.kagimori.certificate;

import org.jspecify.annotations.NullMarked;
