/**
 * What a Java front end calls {@code /v1} with: one method for each operation of {@code
 * openapi/frontend.yaml}, with a {@link io.vertx.core.Future} for an answer, on Vert.x's own HTTP
 * client.
 *
 * <p>It talks HTTP and knows nothing else of the service, so that it can be used as it is where the
 * service is not. What it adds to the calls is what every front end needs and is easily got wrong:
 * one {@code Idempotency-Key} or {@code reference} a submission, repeating after a lost answer with
 * the same one within a deadline, and no doubt about what is known when that ends. Begin at {@link
 * dev.kagimori.client.KagimoriClient}.
 */
@NullMarked
package dev.kagimori.client;

import org.jspecify.annotations.NullMarked;
