/** The commands of an operator; each opens what it needs and closes it again. */
@NullMarked
package dev.kagimori.cli;

import org.jspecify.annotations.NullMarked;
