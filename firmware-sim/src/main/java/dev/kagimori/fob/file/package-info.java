/** Files that only their owner may read, since seeds stand in them in clear. */
@NullMarked
package dev.kagimori.fob.file;

import org.jspecify.annotations.NullMarked;
