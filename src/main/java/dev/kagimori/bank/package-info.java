/**
 * A reference internet-banking front end: five small banks on one port, which know the token
 * service by its HTTP interface alone, as any front end does. Pages work without script.
 */
@NullMarked
package dev.kagimori.bank;

import org.jspecify.annotations.NullMarked;
