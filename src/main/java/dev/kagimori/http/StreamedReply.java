package dev.kagimori.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A long answer on its way from a thread that may block to the client, who sets the pace. The head
 * goes with the first piece, so that until then a fault can be told as one.
 */
final class StreamedReply extends OutputStream {
  private static final int PIECE = 64 * 1024;

  private final Visit visit;
  private final Context loop;
  private final Download.Content content;
  private final StreamLimits limits;
  private final Semaphore onTheirWay;
  private final byte[] piece = new byte[PIECE];
  private int length;
  private boolean begun;
  private volatile boolean broken;

  StreamedReply(Visit visit, Context loop, Download.Content content, StreamLimits limits) {
    this.visit = visit;
    this.loop = loop;
    this.content = content;
    this.limits = limits;
    onTheirWay = new Semaphore(Math.max(1, limits.heldBytes() / PIECE));
  }

  /** Whether the client has, or may have, some of it. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether the client is why there is no more. */
  boolean isBroken() {
    return broken;
  }

  @Override
  public void write(int b) throws IOException {
    piece[length++] = (byte) b;
    if (length == PIECE) send();
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, bytes.length);
    int at = from;
    int left = count;
    while (left > 0) {
      int taken = Math.min(left, PIECE - length);
      System.arraycopy(bytes, at, piece, length, taken);
      length += taken;
      at += taken;
      left -= taken;
      if (length == PIECE) send();
    }
  }

  /** Sends what is left, and the end. */
  void finish() throws IOException {
    if (length > 0 || !begun) send();
    loop.runOnContext(_ -> visit.finish());
  }

  private void send() throws IOException {
    try {
      if (!onTheirWay.tryAcquire(limits.idle().toNanos(), TimeUnit.NANOSECONDS)) broken = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      broken = true;
    }
    if (broken) throw new IOException("the client left, or takes too long");
    var bytes = Buffer.buffer(Arrays.copyOf(piece, length));
    length = 0;
    boolean first = !begun;
    begun = true;
    loop.runOnContext(_ -> {
      if (first) visit.begin(content.mediaType(), content.fileName());
      visit
          .send(bytes)
          .onComplete(sent -> {
            if (sent.failed()) broken = true;
            onTheirWay.release();
          });
    });
  }
}
