/**
 * An SMTP server to look into, for demo, test kit and tests: GreenMail behind a door that speaks
 * STARTTLS, and what it got as JSON or, in a browser, as pages. Nothing that serves knows it.
 */
@NullMarked
package dev.kagimori.inbox;

import org.jspecify.annotations.NullMarked;
