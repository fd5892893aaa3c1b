/**
 * What all routes share: the contract that drives the router, credentials, problems in two
 * languages, bounds and deadlines.
 *
 * <p>A route is a function from a {@link Call} to an {@link Answer}; it sees no Vert.x type.
 */
@NullMarked
package dev.kagimori.http;

import org.jspecify.annotations.NullMarked;
