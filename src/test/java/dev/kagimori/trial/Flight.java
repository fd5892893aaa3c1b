package dev.kagimori.trial;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Requests on their way, all at once. */
final class Flight {
  private static final Executor THREADS = work -> Thread.ofVirtual().start(work);

  private final List<CompletableFuture<Reply>> all;

  private Flight(List<Request> requests, Function<Request, Reply> how) {
    all =
        requests.stream()
            .map(request -> CompletableFuture.supplyAsync(() -> how.apply(request), THREADS))
            .toList();
  }

  /** Each once. */
  static Flight of(List<Request> requests) {
    return new Flight(requests, Request::send);
  }

  /** Each until it is not refused for load. */
  static Flight untilAnswered(List<Request> requests) {
    return new Flight(requests, Request::answered);
  }

  boolean hasLanded(int n) {
    return all.get(n).isDone();
  }

  /** Those that are answered by now. */
  List<Reply> landed() {
    return all.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList();
  }

  /** All of them, in their order, when all are answered. */
  List<Reply> replies() {
    return all.stream().map(reply -> reply.orTimeout(2, TimeUnit.MINUTES).join()).toList();
  }
}
