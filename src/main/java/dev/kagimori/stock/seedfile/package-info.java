/**
 * Reading a maker's seed file, and writing one for another system: PSKC 1.0 (RFC 6030), in clear,
 * under a pre-shared key, a password or a certificate; OATH CSV and makers' CSV; otpauth URIs. One
 * record at a time, in constant memory, from files that nobody has to trust: what is encrypted is
 * authenticated before it is decrypted. Judges form alone; what is done with a seed is not known
 * here.
 */
@NullMarked
package dev.kagimori.stock.seedfile;

import org.jspecify.annotations.NullMarked;
