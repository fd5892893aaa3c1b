package dev.kagimori.http;

import java.util.function.Function;

/** Where a domain's routes are hung up, each by the {@code operationId} of the contract. */
public interface Api {
  /** The route runs on a virtual thread and may await. */
  Api on(String operationId, Function<Call, Answer> route);
}
