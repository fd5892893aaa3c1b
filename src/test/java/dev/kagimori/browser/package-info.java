/** A real browser for tests of pages: Chromium, in which accessibility is checked, too. */
@NullMarked
package dev.kagimori.browser;

import org.jspecify.annotations.NullMarked;
