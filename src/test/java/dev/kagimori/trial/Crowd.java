package dev.kagimori.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Many clients that ask at the same moment, each until it has an answer. */
final class Crowd {
  private Crowd() {}

  static List<Reply> ask(int clients, IntFunction<Request> request) {
    var gate = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new ArrayList<java.util.concurrent.Future<Reply>>();
      for (int n = 0; n < clients; n++) {
        var mine = request.apply(n).on(n % TestBank.INSTANCES);
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
