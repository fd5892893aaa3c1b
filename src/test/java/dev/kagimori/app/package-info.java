/**
 * A phone app as somebody would write it from {@code openapi/app.yaml} alone: it shares no code
 * with the service.
 */
@NullMarked
package dev.kagimori.app;

import org.jspecify.annotations.NullMarked;
