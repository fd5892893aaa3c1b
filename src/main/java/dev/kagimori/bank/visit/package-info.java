/** What all pages share: sessions, forms, messages, the frame around a page, security headers. */
@NullMarked
package dev.kagimori.bank.visit;

import org.jspecify.annotations.NullMarked;
