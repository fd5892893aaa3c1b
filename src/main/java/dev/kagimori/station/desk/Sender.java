package dev.kagimori.station.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was read, on a thread of its own, in batches. A lost answer is asked for again under
 * the same key; once the codes are old, nothing but a new reading helps.
 */
final class Sender implements AutoCloseable {
  /** What the service takes in one call. */
  static final int BATCH_MAX = 50;

  /** Fobs that are read ahead of the service; when it is gone, no more are pressed. */
  static final int BACKLOG_MAX = 4 * BATCH_MAX;

  /** A batch that is not full goes after this time. */
  private static final Duration LINGER = Duration.ofMillis(400);

  private static final Duration LOOK = Duration.ofMillis(20);

  /** A code that is older may be out of the window in which it is taken alone. */
  static final Duration STALE = Duration.ofSeconds(12);

  private final StockDoor door;
  private final Duration patience;
  private final BlockingQueue<Sighting> backlog = new ArrayBlockingQueue<>(BACKLOG_MAX);
  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
  private final Thread thread;
  private boolean failing;
  private long sinceNanos;
  private volatile boolean hurried;
  private volatile boolean ending;
  private volatile @Nullable DeskException failure;

  /**
   * Begins to send.
   *
   * @param patience how long the service may be gone
   */
  Sender(StockDoor door, Duration patience) {
    this.door = door;
    this.patience = patience;
    thread = Thread.ofPlatform().daemon().name("desk sender").start(this::run);
  }

  /**
   * Whether nothing more is being read.
   *
   * @param nothing true: a batch that is not full goes at once
   */
  void hurry(boolean nothing) {
    hurried = nothing;
  }

  /** Whether there is room for one more. */
  boolean hasRoom() {
    return backlog.remainingCapacity() > 0;
  }

  /** Takes one; there has to be room. */
  void send(Sighting sighting) {
    backlog.add(sighting);
  }

  /**
   * An answer, or what became of a reading without one; empty: none in this time.
   *
   * @throws DeskException when the service refuses, or stays away
   */
  Optional<Verdict> verdict(Duration within) throws DeskException {
    var failed = failure;
    if (failed != null) throw failed;
    try {
      return Optional.ofNullable(verdicts.poll(within.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeskException.interrupted();
    }
  }

  private void run() {
    try {
      while (!ending) {
        var batch = batch();
        if (!batch.isEmpty()) send(batch);
      }
    } catch (DeskException e) {
      failure = e;
    } catch (RuntimeException | Error e) { // else the reading thread would wait for ever
      failure = DeskException.refused("INTERNAL", e.toString());
    } catch (InterruptedException e) {
      failure = DeskException.interrupted();
    }
  }

  /** What is there; a while is waited for more. */
  private List<Sighting> batch() throws InterruptedException {
    var batch = new ArrayList<Sighting>(BATCH_MAX);
    var first = backlog.poll(LINGER.toNanos(), TimeUnit.NANOSECONDS);
    if (first == null) return batch;
    batch.add(first);
    long end = System.nanoTime() + LINGER.toNanos();
    while (batch.size() < BATCH_MAX && !ending) {
      long left = end - System.nanoTime();
      var next = backlog.poll(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
      if (next != null) batch.add(next);
      else if (hurried || left <= LOOK.toNanos()) break;
    }
    return batch;
  }

  private void send(List<Sighting> batch) throws DeskException {
    if (!failing) sinceNanos = System.nanoTime();
    failing = true; // until an answer comes
    var key = UUID.randomUUID().toString();
    var readings = new JsonArray();
    batch.forEach(sighting -> readings.add(sighting.reading()));
    var body = new JsonObject().put("readings", readings);
    while (!isStale(batch)) {
      switch (door.attempt("POST", "/v1/stock/checks", body, key)) {
        case StockDoor.Reply.Done(var answer) -> {
          failing = false;
          tell(batch, answer);
          return;
        }
        case StockDoor.Reply.Refused(var code, var detail) ->
            throw DeskException.refused(code, detail);
        case StockDoor.Reply.Again(var pause, _) -> door.pause(pause);
      }
    }
    awaitService();
    batch.forEach(sighting -> verdicts.add(new Verdict.Stale(sighting)));
  }

  /** Before fobs are pressed again. */
  private void awaitService() throws DeskException {
    while (true) {
      var away = door.away();
      // also where it is there, and answers no batch
      if (System.nanoTime() - sinceNanos >= patience.toNanos())
        throw DeskException.away(door.name(), away.map(StockDoor.Reply.Again::why).orElse(null));
      if (away.isEmpty()) return;
      door.pause(away.get().pause());
    }
  }

  private static boolean isStale(List<Sighting> batch) {
    long now = System.nanoTime();
    return batch.stream().anyMatch(s -> now - s.readNanos() > STALE.toNanos());
  }

  private void tell(List<Sighting> batch, JsonObject answer) {
    var bySerial = new HashMap<String, JsonObject>();
    for (var result : answer.getJsonArray("results"))
      if (result instanceof JsonObject one) bySerial.put(one.getString("serial"), one);
    for (var sighting : batch) {
      var one = bySerial.getOrDefault(sighting.serial(), new JsonObject());
      verdicts.add(
          new Verdict.Judged(
              sighting,
              one.getString("result", "UNKNOWN"),
              one.getString("reason"),
              one.getString("inspection")));
    }
  }

  @Override
  public void close() {
    ending = true;
    thread.interrupt();
  }
}
