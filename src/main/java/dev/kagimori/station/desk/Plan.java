package dev.kagimori.station.desk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which fob is to be read next, and what became of those that were. For one thread. */
final class Plan {
  /** How often a fob is read before it is left as it is. */
  static final int READS_MAX = 6;

  /** How often a fob does not answer before that is believed: less may be the line's fault. */
  static final int SILENCES_MAX = 3;

  /**
   * A fob to be read.
   *
   * @param first its code before, whose follower is wanted; null: any code will do
   * @param after not in this sighting's time step any more; null: at once
   */
  record Task(String serial, @Nullable Sighting first, @Nullable Sighting after) {}

  private record Later(Task task, long dueNanos) {}

  private final Deque<Task> todo = new ArrayDeque<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::dueNanos));
  private final Map<String, Integer> reads = new HashMap<>();
  private final Map<String, Integer> silences = new HashMap<>();
  private final TreeMap<String, Outcome> outcomes = new TreeMap<>();
  private final int total;
  private int underWay;
  private int checked;
  private int defective;

  Plan(List<String> serials) {
    for (var serial : serials) todo.add(new Task(serial, null, null));
    total = serials.size();
  }

  /** The next to be read now; empty: nothing is due. It has to be told of afterwards. */
  Optional<Task> next(long nowNanos) {
    var first = later.peek();
    if (first != null && first.dueNanos - nowNanos <= 0) {
      later.remove();
      return Optional.of(first.task);
    }
    return Optional.ofNullable(todo.poll());
  }

  /** How long until {@link #next} has something, as far as is known. */
  Duration rest(long nowNanos) {
    var first = later.peek();
    return first == null
        ? Duration.ofMillis(100)
        : Duration.ofNanos(Math.clamp(first.dueNanos - nowNanos, 0, 100_000_000));
  }

  /** The line failed over it. */
  void back(Task task) {
    todo.addFirst(task);
  }

  /** It is not its time yet. */
  void postpone(Task task, long dueNanos) {
    later.add(new Later(task, dueNanos));
  }

  /** It was read, and the service is asked. */
  void sent() {
    underWay++;
  }

  /** It could not be read; it comes again at the end, or is given up. */
  void unread(Task task, String reason) {
    if (exhausted(task.serial)) settle(task.serial, new Outcome(Outcome.UNREAD, reason));
    else todo.addLast(task);
  }

  /** It did not answer: whether it never does; else it comes again at the end. Counts. */
  boolean isSilent(Task task) {
    if (silences.merge(task.serial, 1, Integer::sum) >= SILENCES_MAX) return true;
    todo.addLast(task);
    return false;
  }

  /** Whether reading it once more would be once too often; counts. */
  private boolean exhausted(String serial) {
    return reads.merge(serial, 1, Integer::sum) >= READS_MAX;
  }

  void settle(String serial, Outcome outcome) {
    var before = outcomes.put(serial, outcome);
    if (before != null) count(before, -1);
    count(outcome, 1);
  }

  private void count(Outcome outcome, int by) {
    if (outcome.isChecked()) checked += by;
    if (outcome.isDefective()) defective += by;
  }

  /** What became of one that was sent. */
  void told(Verdict verdict, long nowNanos) {
    underWay--;
    switch (verdict) {
      case Verdict.Stale(Sighting of) -> todo.addLast(new Task(of.serial(), null, null));
      case Verdict.Judged judged -> judged(judged, nowNanos);
    }
  }

  private void judged(Verdict.Judged told, long nowNanos) {
    var of = told.of();
    var result = told.result();
    if (result.equals("NEXT_CODE_NEEDED")) again(new Task(of.serial(), of, null), result, nowNanos);
    else if (result.equals("REPLAYED")) replayed(of, told.inspection(), nowNanos);
    else settle(of.serial(), new Outcome(result, told.reason()));
  }

  /** Somebody used this very code: most likely another station, which has said what it found. */
  private void replayed(Sighting of, @Nullable String inspection, long nowNanos) {
    if (inspection != null
        && (inspection.equals(Outcome.CHECKED) || inspection.equals(Outcome.DEFECTIVE)))
      settle(of.serial(), new Outcome(inspection, null));
    else again(new Task(of.serial(), null, of), "REPLAYED", nowNanos);
  }

  private void again(Task task, String result, long nowNanos) {
    if (exhausted(task.serial)) settle(task.serial, new Outcome(result, null));
    else postpone(task, nowNanos);
  }

  boolean isDone() {
    return todo.isEmpty() && later.isEmpty() && underWay == 0;
  }

  int total() {
    return total;
  }

  int done() {
    return outcomes.size();
  }

  int checked() {
    return checked;
  }

  int defective() {
    return defective;
  }

  /** By serial number. */
  Map<String, Outcome> outcomes() {
    return new TreeMap<>(outcomes);
  }
}
