/** Keys and certificates for trying client certificates; a bank has an authority of its own. */
@NullMarked
package dev.kagimori.bank.certificate;

import org.jspecify.annotations.NullMarked;
