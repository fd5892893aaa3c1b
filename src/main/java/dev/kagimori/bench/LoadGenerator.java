package dev.kagimori.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends requests and takes answers in one thread, without making an object for either, since it
 * shares the machine with what it measures.
 */
final class LoadGenerator implements AutoCloseable {
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long SELECT_MILLIS = 20;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(SELECT_MILLIS);
  private static final int READ_ROOM = 8192;
  private static final int WRITE_ROOM = 2048;

  private final List<Lane> lanes;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_ROOM);
  private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_ROOM);
  private final ResponseScanner scanner = new ResponseScanner();
  private final Consumer<SelectionKey> ready = this::ready;
  private long now;
  private int busy;
  private long answers;
  private long cpuNanos;

  LoadGenerator(List<Lane> lanes) throws IOException {
    this.lanes = lanes;
    selector = Selector.open();
    for (var lane : lanes)
      for (var link : lane.links()) {
        link.connect(selector);
        lane.idle().add(link);
      }
  }

  /**
   * Runs the load; each lane's recorder then has what was measured.
   *
   * @param warmUp seconds that are not measured
   * @param seconds that are
   */
  void run(double warmUp, double seconds) throws IOException {
    run(warmUp, seconds, () -> {});
  }

  /** A change of what is measured. */
  interface Turn {
    void happen() throws IOException;
  }

  /**
   * @param turn happens when the warm-up is over
   */
  void run(double warmUp, double seconds, Turn turn) throws IOException {
    var cpu = ManagementFactory.getThreadMXBean();
    long before = cpu.getCurrentThreadCpuTime();
    now = System.nanoTime();
    long from = now + (long) (warmUp * 1e9);
    long to = from + (long) (seconds * 1e9);
    for (var lane : lanes)
      lane.begin(now, new Recorder(from, to, !(lane.pace() instanceof Pace.Closed)));
    long look = now + LOOK_NANOS;
    boolean turned = false;
    while (now < to && !allOver()) {
      if (!turned && now >= from) {
        turned = true;
        turn.happen();
      }
      for (var lane : lanes) send(lane);
      look = turn(look);
    }
    finish(to, look);
    cpuNanos = cpu.getCurrentThreadCpuTime() - before;
  }

  /** What a request cost the generator, in microseconds of a processor. */
  double cpuMicros() {
    return answers == 0 ? 0 : cpuNanos / 1e3 / answers;
  }

  /** What was due is still sent, and what was sent still answered, for some time. */
  private void finish(long to, long first) throws IOException {
    long look = first;
    long patience = now + ANSWER_NANOS;
    for (var lane : lanes)
      if (lane.pace() instanceof Pace.Open open) open.endAt(to);
      else lane.end(now);
    while (now < patience && !allOver()) {
      for (var lane : lanes) send(lane);
      look = turn(look);
    }
    for (var lane : lanes) {
      lane.end(now);
      for (var link : lane.links()) if (link.isBusy()) fail(link, Outcome.TIMEOUT);
      if (lane.pace() instanceof Pace.Open open) unsent(lane, open);
    }
  }

  private void unsent(Lane lane, Pace.Open open) {
    for (; open.isOn(); open.step())
      lane.recorder().record(Item.Kind.RIGHT, Outcome.UNSENT, 0, open.due(), open.due(), now);
  }

  /** Ends a lane, whose answers are not waited for. */
  void abandon(Lane lane) {
    lane.end(now);
    for (var link : lane.links()) if (link.isBusy()) fail(link, Outcome.CUT);
  }

  private boolean allOver() {
    if (busy > 0) return false;
    for (var lane : lanes) if (!lane.isOver()) return false;
    return true;
  }

  /** Takes the answers that are there, or waits a little for some. */
  private long turn(long look) throws IOException {
    long wait = untilNext();
    if (selector.selectNow(ready) == 0 && wait > 0) {
      if (wait > LONG_NANOS) selector.select(ready, SELECT_MILLIS);
      else LockSupport.parkNanos(SHORT_NANOS);
    }
    now = System.nanoTime();
    if (now < look) return look;
    giveUp();
    return now + LOOK_NANOS;
  }

  /** For how long nothing is to be sent; long where only answers make it so. */
  private long untilNext() {
    long wait = Long.MAX_VALUE;
    for (var lane : lanes) {
      if (lane.isOver()) continue;
      switch (lane.pace()) {
        case Pace.Closed _ -> {
          if (!lane.idle().isEmpty() && busy == 0) wait = 0;
        }
        case Pace.Bursts _ -> wait = Math.min(wait, SHORT_NANOS + 1);
        case Pace.Open open -> {
          if (!lane.idle().isEmpty()) wait = Math.min(wait, open.due() - now);
        }
      }
    }
    return wait;
  }

  private void send(Lane lane) {
    if (lane.isOver()) return;
    switch (lane.pace()) {
      case Pace.Closed _ -> {
        while (!lane.idle().isEmpty() && sendNext(lane, now)) {}
      }
      case Pace.Bursts bursts -> {
        if (lane.burst(bursts, now))
          for (int i = 0; i < bursts.size() && sendNext(lane, now); i++) {}
      }
      case Pace.Open open -> {
        while (open.isOn() && open.due() <= now && sendNext(lane, open.due())) open.step();
        if (!open.isOn()) lane.end(now);
      }
    }
  }

  private boolean sendNext(Lane lane, long arrival) {
    var link = lane.idle().poll();
    if (link == null) return false;
    long item = lane.feed().next();
    if (item == Feed.OVER) lane.end(now);
    if (item < 0) {
      lane.idle().addFirst(link);
      return false;
    }
    out.clear();
    lane.requests().write(item, out);
    busy++;
    try {
      link.send(item, arrival, System.nanoTime(), out.flip());
    } catch (IOException e) {
      fail(link, Outcome.CUT);
    }
    return true;
  }

  private void ready(SelectionKey key) {
    var link = (Link) key.attachment();
    try {
      if (key.isWritable()) link.flush();
      if (key.isReadable()) take(link);
    } catch (IOException e) {
      fail(link, Outcome.CUT);
    }
  }

  private void take(Link link) throws IOException {
    if (!link.read(in)) {
      fail(link, Outcome.CUT);
      return;
    }
    int length = link.scan(scanner);
    if (length == ResponseScanner.MORE) return;
    if (length == ResponseScanner.BROKEN) {
      fail(link, Outcome.OTHER);
      return;
    }
    link.answered(length);
    over(link, scanner.outcome(), scanner.status());
    var lane = link.lane();
    if (scanner.isLast()) reconnect(link);
    else lane.idle().add(link);
    if (lane.pace() instanceof Pace.Closed && !lane.isOver()) sendNext(lane, System.nanoTime());
  }

  private void over(Link link, Outcome outcome, int status) {
    busy--;
    answers++;
    var lane = link.lane();
    lane.feed().done(link.item(), outcome);
    lane.recorder()
        .record(
            Item.kind(link.item()),
            outcome,
            status,
            link.arrival(),
            link.sent(),
            System.nanoTime());
  }

  /** The connection is of no use any more; another takes its place. */
  private void fail(Link link, Outcome outcome) {
    var idle = link.lane().idle();
    if (link.isBusy()) {
      link.givenUp();
      over(link, outcome, 0);
    } else idle.remove(link);
    reconnect(link);
  }

  private void reconnect(Link link) {
    try {
      link.connect(selector);
      link.lane().idle().add(link);
    } catch (IOException e) {
      link.close(); // tried again soon
    }
  }

  /** Requests whose answer is not to be waited for any longer. */
  private void giveUp() {
    for (var lane : lanes)
      for (var link : lane.links()) {
        if (link.isBusy() && now - link.sent() > ANSWER_NANOS) fail(link, Outcome.TIMEOUT);
        else if (!link.isOpen()) reconnect(link);
      }
  }

  @Override
  public void close() throws IOException {
    for (var lane : lanes) for (var link : lane.links()) link.close();
    selector.close();
  }
}
