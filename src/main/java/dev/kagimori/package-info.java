/** The command line, which puts the service together. */
@NullMarked
package dev.kagimori;

import org.jspecify.annotations.NullMarked;
