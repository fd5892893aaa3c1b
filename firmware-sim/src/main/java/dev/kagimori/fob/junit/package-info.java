/**
 * Racks for JUnit tests: one for a class or one for each test, in a time that the test drives.
 * {@link dev.kagimori.fob.junit.FobRackExtension} is registered as a field, {@link
 * dev.kagimori.fob.junit.WithFobs} stands on a class or a test. Nothing else in this library needs
 * JUnit; who tests with this package brings it.
 */
@NullMarked
package dev.kagimori.fob.junit;

import org.jspecify.annotations.NullMarked;
