/**
 * Living banks in one command: embedded PostgreSQL, the service, five institutions with customers,
 * an inbox for their mails, and a rack of fobs on a serial line. All that it keeps is in one
 * directory.
 */
@NullMarked
package dev.kagimori.demo;

import org.jspecify.annotations.NullMarked;
