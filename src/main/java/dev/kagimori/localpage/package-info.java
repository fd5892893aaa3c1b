/**
 * Small pages that only the computer sees on which they are served: HTML that escapes what it is
 * given, one plain look without script, and the refusal of whoever comes by another site or by a
 * name that was bent to the loopback. For what accompanies the demo; nothing that serves a bank
 * knows it.
 */
@NullMarked
package dev.kagimori.localpage;

import org.jspecify.annotations.NullMarked;
