/**
 * Looks whether secrets stay where they belong: what the tests make is remembered, and nothing of
 * it may be found in what the service writes.
 */
@NullMarked
package dev.kagimori.secrets;

import org.jspecify.annotations.NullMarked;
