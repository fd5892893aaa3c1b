/** The phone app in a browser, as a customer holds it. */
@NullMarked
package dev.kagimori.app;

import org.jspecify.annotations.NullMarked;
