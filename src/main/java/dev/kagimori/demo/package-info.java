/**
 * Living banks in one command: embedded PostgreSQL, the service, five institutions with customers,
 * an inbox for their mails, a rack of fobs on a serial line with the drawer to press them in, and
 * the bank's counter, at which the reader is the employee. All that it keeps is in one directory.
 */
@NullMarked
package dev.kagimori.demo;

import org.jspecify.annotations.NullMarked;
