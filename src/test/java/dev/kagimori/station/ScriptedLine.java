package dev.kagimori.station;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** A line whose other end says what a test wrote down, and on which time passes only by waiting. */
final class ScriptedLine implements Line, LongSupplier {
  /** What the other end sends when it got something. */
  interface Script {
    byte[] answer(byte[] written);
  }

  final List<byte[]> written = new ArrayList<>();
  private final Script script;
  private final Deque<byte[]> coming = new ArrayDeque<>();
  private long nanos;
  private int discards;
  private boolean closed;

  ScriptedLine(Script script) {
    this.script = script;
  }

  /** What will come, whatever is asked. */
  ScriptedLine add(byte[] bytes) {
    coming.add(bytes);
    return this;
  }

  int discards() {
    return discards;
  }

  boolean isClosed() {
    return closed;
  }

  /** Time on this line. */
  @Override
  public long getAsLong() {
    return nanos;
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public int baud() {
    return Station.BAUD_DEFAULT;
  }

  @Override
  public void write(byte[] bytes) {
    written.add(bytes.clone());
    byte[] answer = script.answer(bytes);
    if (answer.length > 0) coming.add(answer);
  }

  @Override
  public byte[] read(Duration limit) {
    var next = coming.poll();
    nanos += next == null ? Math.max(0, limit.toNanos()) : 1_000_000;
    return next == null ? new byte[0] : next;
  }

  @Override
  public void discard() {
    coming.clear();
    discards++;
  }

  @Override
  public void close() {
    closed = true;
  }
}
