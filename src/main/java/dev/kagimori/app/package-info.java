/**
 * The customers' phone app as files: pages, scripts and pictures that a phone fetches once and then
 * has. What the app does lies in {@code resources/app}; here is only how it is handed out.
 */
@NullMarked
package dev.kagimori.app;

import org.jspecify.annotations.NullMarked;
