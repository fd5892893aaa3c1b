/**
 * A phone with the bank's app on it, as somebody would write it who has {@code openapi/app.yaml}
 * and nothing else of the service: HTTP and the JDK's cryptography. Demo and tests put it into
 * their customers' hands; what the service and it agree on, they agree on by the contract.
 *
 * <p>It keeps no more than memory does, and shows codes to whoever asks: it is no app for
 * customers. Begin at {@link dev.kagimori.phone.Phone}.
 */
@NullMarked
package dev.kagimori.phone;

import org.jspecify.annotations.NullMarked;
