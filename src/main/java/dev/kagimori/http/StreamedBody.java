package dev.kagimori.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from an event loop to a thread that may block: no more of it is fetched than
 * fits, and nothing before the first byte is asked for, so that a client that waits for {@code 100
 * Continue} sends nothing to a route that refuses.
 */
final class StreamedBody extends InputStream {
  private final Visit visit;
  private final Context loop;
  private final Sweep.Line idle;
  private final StreamLimits limits;
  private final Sweep.Due slow =
      new Sweep.Due() {
        @Override
        void due() {
          fail("the client sent nothing for " + limits.idle().toSeconds() + " s");
        }
      };

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private int held;
  private boolean full;
  private boolean ended;
  private @Nullable String broken;

  // the reader's alone
  private boolean begun;
  private byte[] piece = new byte[0];
  private int at;

  private StreamedBody(Visit visit, Context loop, Sweep.Line idle, StreamLimits limits) {
    this.visit = visit;
    this.loop = loop;
    this.idle = idle;
    this.limits = limits;
  }

  /** On the loop of the visit, whose request is paused. */
  static StreamedBody of(Visit visit, Context loop, Sweep.Line idle, StreamLimits limits) {
    var body = new StreamedBody(visit, loop, idle, limits);
    visit
        .request()
        .handler(body::take)
        .endHandler(_ -> body.end())
        .exceptionHandler(_ -> body.fail("the connection broke, or the framing is wrong"));
    visit.whenOver(() -> body.fail("the client left, or was answered"));
    return body;
  }

  /** Whether the client is why there is no more. */
  boolean isBroken() {
    lock.lock();
    try {
      return broken != null;
    } finally {
      lock.unlock();
    }
  }

  private void take(Buffer part) {
    boolean enough;
    lock.lock();
    try {
      if (broken != null || part.length() == 0) return;
      waiting.add(part.getBytes());
      held += part.length();
      full = held >= limits.heldBytes() / 2; // a little more is on its way already
      enough = full;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (enough) {
      slow.cancel();
      visit.pause();
    } else {
      idle.add(slow);
    }
  }

  private void end() {
    slow.cancel();
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(String why) {
    slow.cancel();
    lock.lock();
    try {
      if (ended || broken != null) return;
      broken = why;
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void begin() {
    if (visit.over()) return;
    var request = visit.request();
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT)))
      request.response().writeContinue();
    fetch();
  }

  private void fetch() {
    if (visit.over()) return;
    idle.add(slow);
    visit.resume();
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) return 0;
    if (!hasMore()) return -1;
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, from, count);
    at += count;
    return count;
  }

  /** Waits for the next piece where this one is used up. */
  private boolean hasMore() throws IOException {
    if (at < piece.length) return true;
    if (!begun) {
      begun = true;
      loop.runOnContext(_ -> begin());
    }
    boolean thirsty;
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        if (broken != null) throw new IOException(broken);
        if (ended) return false;
        if (!changed.await(limits.total().toNanos(), TimeUnit.NANOSECONDS))
          throw new IOException("the body took too long");
      }
      piece = waiting.remove();
      at = 0;
      held -= piece.length;
      thirsty = full && held <= limits.heldBytes() / 4;
      if (thirsty) full = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      lock.unlock();
    }
    if (thirsty) loop.runOnContext(_ -> fetch());
    return true;
  }
}
