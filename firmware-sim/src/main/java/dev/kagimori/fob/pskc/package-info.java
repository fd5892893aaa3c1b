/**
 * The seed file that a maker delivers: PSKC 1.0 (RFC 6030) with time-based keys in clear. What
 * banks' seed files need is written and read; encryption, key profiles and PIN policies are not.
 */
@NullMarked
package dev.kagimori.fob.pskc;

import org.jspecify.annotations.NullMarked;
