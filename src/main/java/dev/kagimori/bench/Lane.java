package dev.kagimori.bench;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One kind of load with its own connections, spread over the addresses. */
final class Lane {
  private final Feed feed;
  private final Pace pace;
  private final Requests requests;
  private final List<Link> links = new ArrayList<>();
  private final ArrayDeque<Link> idle;
  private @Nullable Recorder recorder;
  private long nextBurst;
  private long ended = Long.MAX_VALUE;

  Lane(
      Feed feed, Pace pace, Requests requests, List<InetSocketAddress> addresses, int connections) {
    this.feed = feed;
    this.pace = pace;
    this.requests = requests;
    for (int i = 0; i < connections; i++)
      links.add(new Link(this, addresses.get(i % addresses.size())));
    idle = new ArrayDeque<>(connections);
  }

  Feed feed() {
    return feed;
  }

  Requests requests() {
    return requests;
  }

  Pace pace() {
    return pace;
  }

  List<Link> links() {
    return links;
  }

  ArrayDeque<Link> idle() {
    return idle;
  }

  Recorder recorder() {
    return Objects.requireNonNull(recorder, "the run has not begun");
  }

  boolean isOver() {
    return ended != Long.MAX_VALUE;
  }

  void end(long now) {
    if (!isOver()) ended = now;
  }

  void begin(long now, Recorder into) {
    recorder = into;
    nextBurst = now;
    if (pace instanceof Pace.Open open) open.begin(now);
  }

  /** Whether a burst begins now. */
  boolean burst(Pace.Bursts bursts, long now) {
    if (now < nextBurst) return false;
    nextBurst = Math.max(nextBurst + bursts.everyNanos(), now);
    return true;
  }

  Measured measured() {
    return recorder().measured(ended);
  }
}
