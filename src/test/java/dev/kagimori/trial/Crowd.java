package dev.kagimori.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many clients that ask at the same moment, each until it has an answer. */
final class Crowd {
  private Crowd() {}

  static List<Reply> ask(int clients, IntFunction<Request> request) {
    // before anybody waits at the gate, since this may fail
    var requests =
        IntStream.range(0, clients)
            .mapToObj(n -> request.apply(n).on(n % TestBank.INSTANCES))
            .toList();
    var gate = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<Future<Reply>>();
      for (var mine : requests) {
        Callable<Reply> work =
            () -> {
              gate.await();
              return mine.answered();
            };
        asked.add(threads.submit(work));
      }
      gate.countDown();
      var replies = new ArrayList<Reply>();
      for (var reply : asked) replies.add(reply.get(2, TimeUnit.MINUTES));
      return replies;
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("a client got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** How often each was answered. */
  static Map<String, Integer> count(List<Reply> replies, Function<Reply, String> what) {
    var counts = new TreeMap<String, Integer>();
    for (var reply : replies) counts.merge(what.apply(reply), 1, Integer::sum);
    return counts;
  }
}
