/**
 * {@code kagimori bench}: how fast the service is on a machine, beside what the database itself can
 * do there.
 *
 * <p>The load generator is this process; the service runs in one of its own, on a clock that the
 * generator drives, so that every token shows a new code as soon as it is needed.
 */
@NullMarked
package dev.kagimori.bench;

import org.jspecify.annotations.NullMarked;
