package dev.kagimori.proof;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What was done and what came of it, over all rounds. */
final class Figures {
  private static final Duration COMES_BACK = Duration.ofSeconds(60);

  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger stops = new AtomicInteger();
  private final AtomicInteger holds = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final Queue<Long> backNanos = new ConcurrentLinkedQueue<>();
  private final TreeMap<String, Integer> results = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private int rounds;
  private int ok;
  private int refused;
  private int unknown;
  private int nothing;
  private int undecided;

  void kill() {
    kills.incrementAndGet();
  }

  void stop() {
    stops.incrementAndGet();
  }

  void held() {
    holds.incrementAndGet();
  }

  void cuts(int more) {
    cuts.addAndGet(more);
  }

  /** Waits until each of these instances, not restarted, answers from the database again. */
  void answersAgain(List<Instance> instances, Round round, long ready) {
    try (var http = HttpClient.newHttpClient()) {
      for (var instance : instances) {
        int port = instance.port();
        while (instance.isRunning() && instance.port() == port && !answers(http, port, round)) {
          if (System.nanoTime() - ready > COMES_BACK.toNanos())
            throw new AssertionError("an instance does not come back");
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        if (instance.isRunning() && instance.port() == port)
          backNanos.add(System.nanoTime() - ready);
      }
    }
  }

  /** What is asked for is read from the database. */
  private static boolean answers(HttpClient http, int port, Round round) {
    var path =
        "/v1/contracts/" + Round.CONTRACT + "/users/" + round.cold.getFirst().users.getFirst();
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + round.key)
            .timeout(Duration.ofSeconds(1))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  synchronized void round(List<Op> ops, Judge.Verdict verdict) {
    rounds++;
    undecided += verdict.undecided();
    violations.addAll(verdict.violations());
    for (var op : ops) {
      if (op.answer().isNothing()) nothing++;
      else if (op.answer().isUnknown()) unknown++;
      else if (op.answer().isOk() || op.kind() == Kind.STATUS) ok++;
      else refused++;
      results.merge(op.kind() + " " + op.answer().result(), 1, Integer::sum);
    }
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  int undecided() {
    return undecided;
  }

  /** How often that was answered. */
  synchronized int count(Kind kind, String result) {
    return results.getOrDefault(kind + " " + result, 0);
  }

  double okShare() {
    return share(ok);
  }

  double unknownShare() {
    return share(unknown);
  }

  /** Of what reached an instance that took it on. */
  private double share(int count) {
    return (double) count / Math.max(1, ok + refused + unknown);
  }

  /** For people. */
  synchronized String text(long seed) {
    var back = new ArrayList<>(backNanos);
    Collections.sort(back);
    return """
    seed %d, rounds %d, operations %d (and %d that nothing took on)
    kill -9 %d, immediate stops of PostgreSQL %d, cuts %d, held still %d
    ok %.1f %%, refused %.1f %%, unknown %.1f %%
    answers again after PostgreSQL is back: median %d ms, most %d ms (%d times)
    violations %d, undecided %d
    %s\
    """
        .formatted(
            seed,
            rounds,
            ok + refused + unknown,
            nothing,
            kills.get(),
            stops.get(),
            cuts.get(),
            holds.get(),
            100 * okShare(),
            100 * share(refused),
            100 * unknownShare(),
            back.isEmpty() ? 0 : back.get(back.size() / 2) / 1_000_000,
            back.isEmpty() ? 0 : back.getLast() / 1_000_000,
            back.size(),
            violations.size(),
            undecided,
            results);
  }
}
