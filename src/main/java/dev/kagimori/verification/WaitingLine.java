package dev.kagimori.verification;

import dev.kagimori.verification.Ask.Asker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits for a batch. Each user has a line of their own, and all lines move one place at a time:
 * whoever asks much waits longer, and nobody else does.
 */
final class WaitingLine {
  /** How many may wait for one user, besides the one at work. */
  static final int OF_ONE_USER = 8;

  /** What became of an ask that wanted to wait. */
  enum Entry {
    WAITS,
    USER_HAS_TOO_MANY,
    FULL
  }

  private static final class Lane {
    final Deque<Ask> waiting = new ArrayDeque<>(2);
    boolean atWork;
  }

  private final int places;
  private final Map<Asker, Lane> lanes = new HashMap<>();
  private final Deque<Lane> ready = new ArrayDeque<>();
  private int waiting;

  /**
   * An empty line.
   *
   * @param places how many may wait in all
   */
  WaitingLine(int places) {
    this.places = places;
  }

  Entry join(Ask ask) {
    if (waiting >= places) return Entry.FULL;
    var lane = lanes.computeIfAbsent(ask.asker(), _ -> new Lane());
    if (lane.waiting.size() >= OF_ONE_USER) return Entry.USER_HAS_TOO_MANY;
    lane.waiting.addLast(ask);
    waiting++;
    if (lane.waiting.size() == 1 && !lane.atWork) ready.addLast(lane);
    return Entry.WAITS;
  }

  /** The first of each user's line, at most so many; they are at work until told otherwise. */
  List<Ask> take(int most) {
    var taken = new ArrayList<Ask>(Math.min(most, ready.size()));
    while (taken.size() < most && !ready.isEmpty()) {
      var lane = ready.removeFirst();
      if (lane.waiting.isEmpty()) continue; // who waited has left
      taken.add(lane.waiting.removeFirst());
      waiting--;
      lane.atWork = true;
    }
    return taken;
  }

  /** An ask at work is answered; the user's next one may be taken. */
  void leave(Ask ask) {
    var lane = lane(ask);
    lane.atWork = false;
    if (lane.waiting.isEmpty()) lanes.remove(ask.asker());
    else ready.addLast(lane);
  }

  /** An ask at work goes back to the head of its user's line. */
  void again(Ask ask) {
    var lane = lane(ask);
    lane.atWork = false;
    lane.waiting.addFirst(ask);
    waiting++;
    ready.addLast(lane);
  }

  /** Takes those out whose time is over. */
  List<Ask> late(long nanos) {
    var late = new ArrayList<Ask>();
    lanes
        .values()
        .removeIf(lane -> {
          lane.waiting.removeIf(ask -> ask.isOver(nanos) && late.add(ask));
          return lane.waiting.isEmpty() && !lane.atWork;
        });
    waiting -= late.size();
    return late;
  }

  /** How many wait; those at work don't. */
  int size() {
    return waiting;
  }

  /** Whether there is someone to take. */
  boolean hasReady() {
    while (!ready.isEmpty() && ready.peekFirst().waiting.isEmpty()) ready.removeFirst();
    return !ready.isEmpty();
  }

  private Lane lane(Ask ask) {
    var lane = lanes.get(ask.asker());
    if (lane == null || !lane.atWork) throw new IllegalStateException("the ask is not at work");
    return lane;
  }
}
