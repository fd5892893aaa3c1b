package dev.kagimori.http;

import io.vertx.core.Future;
import java.util.function.Function;

/** Where a domain's routes are hung up, each by the {@code operationId} of the contract. */
public interface Api {
  /** The route runs on a virtual thread and may await; how many are at work is bounded. */
  Api on(String operationId, Function<Call, Answer> route);

  /**
   * The route runs on the event loop that has the connection: it never waits, and completes its
   * answer on that loop. It bounds its own crowd, by {@link ProblemCode#OVERLOADED} or {@link
   * ProblemCode#RATE_LIMITED}.
   */
  Api onLoop(String operationId, Function<Call, Future<Answer>> route);

  /**
   * The route reads a body of any length, of a media type that the contract names beside JSON. It
   * runs on a thread of its own, which may block and await; {@link StreamLimits} bounds it.
   */
  Api onUpload(String operationId, Function<Upload, Answer> route);

  /** The route's answer may be longer than memory; it runs as {@link #onUpload}'s does. */
  Api onDownload(String operationId, Function<Call, Download> route);
}
