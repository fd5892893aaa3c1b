/**
 * Tokens: their serial numbers, their life cycle and the judging of their codes.
 *
 * <p>{@link dev.kagimori.token.LifeCycle} is the heart: a pure function of a token, a command, the
 * terms and the time. Everything that may happen to a token is decided there, and {@link
 * dev.kagimori.token.TokenStore} alone writes what was decided; so a code is judged in one way and
 * its step is stored in one place, whoever asks.
 */
@NullMarked
package dev.kagimori.token;

import org.jspecify.annotations.NullMarked;
