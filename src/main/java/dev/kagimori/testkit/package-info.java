/**
 * Kagimori for the tests of those who call it: a running service in the test's own process, on a
 * PostgreSQL that comes and goes with the run, with institutions, customers and fobs, in a time
 * that the test drives.
 *
 * <p>{@link dev.kagimori.testkit.KagimoriExtension} brings it to JUnit; {@link
 * dev.kagimori.testkit.RunningKagimori} is the same without JUnit. Everything here is real: the
 * codes come from simulated fobs, and the service judges them as it does at a bank. Methods that
 * change something block for a moment: call them on the test's own thread, not on an event loop.
 */
@NullMarked
package dev.kagimori.testkit;

import org.jspecify.annotations.NullMarked;
