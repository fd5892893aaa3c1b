/**
 * The seed file that a maker delivers: PSKC 1.0 (RFC 6030) with time-based keys. Written are seeds
 * in clear, or encrypted under a pre-shared key or a password; read are those in clear. Key
 * profiles and PIN policies are neither.
 */
@NullMarked
package dev.kagimori.fob.pskc;

import org.jspecify.annotations.NullMarked;
