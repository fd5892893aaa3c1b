/** The port seen from outside: what is sent to it, however bad, and what it answers. */
@NullMarked
package dev.kagimori.http;

import org.jspecify.annotations.NullMarked;
