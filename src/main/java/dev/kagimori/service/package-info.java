/** Puts the domains together into a running instance. */
@NullMarked
package dev.kagimori.service;

import org.jspecify.annotations.NullMarked;
