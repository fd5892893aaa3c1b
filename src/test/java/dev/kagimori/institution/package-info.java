/** Terms: how they are read, what they refuse, and the arithmetic that they carry. */
@NullMarked
package dev.kagimori.institution;

import org.jspecify.annotations.NullMarked;
