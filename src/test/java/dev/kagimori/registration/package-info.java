/** What an operation asks for, by the terms alone. */
@NullMarked
package dev.kagimori.registration;

import org.jspecify.annotations.NullMarked;
