/** The client, held against the contract's text and against a running service. */
@NullMarked
package dev.kagimori.client;

import org.jspecify.annotations.NullMarked;
