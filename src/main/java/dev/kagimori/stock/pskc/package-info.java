/**
 * Reading a maker's delivery: PSKC 1.0 (RFC 6030) in clear, one key package at a time, in constant
 * memory, from XML that nobody has to trust. Judges form alone; what is done with a key is not
 * known here.
 */
@NullMarked
package dev.kagimori.stock.pskc;

import org.jspecify.annotations.NullMarked;
