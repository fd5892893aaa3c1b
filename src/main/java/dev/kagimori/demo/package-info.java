/**
 * A living bank in one command: embedded PostgreSQL, the service, an institution with customers,
 * and a rack of fobs on a serial line. All that it keeps is in one directory.
 */
@NullMarked
package dev.kagimori.demo;

import org.jspecify.annotations.NullMarked;
