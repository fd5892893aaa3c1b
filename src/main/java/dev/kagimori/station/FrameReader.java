package dev.kagimori.station;

import java.time.Duration;
import java.util.Optional;

/**
 * Finds the frames in what comes down the line (§2, Receiving). Whatever it is fed, it holds one
 * frame at most, gives out none whose check value is wrong, and is in step again at the next 7E.
 */
final class FrameReader {
  /** An unfinished frame is dropped when the line pauses for longer. */
  private static final Duration PAUSE_MAX = Duration.ofMillis(500);

  private enum State {
    /** Outside of frames: drops everything up to a 7E. */
    OUTSIDE,
    INSIDE,
    /** Inside, after 7D. */
    ESCAPED
  }

  private final byte[] content = new byte[Frame.CONTENT_MAX];
  private State state = State.OUTSIDE;
  private int length;
  private long lastNanos;

  /**
   * Takes the next byte.
   *
   * @param nanos when it came, by {@link System#nanoTime}
   * @return the frame that this byte ends, if it is a good one
   */
  Optional<Frame> take(byte b, long nanos) {
    boolean unfinished = length > 0 || state == State.ESCAPED;
    if (unfinished && nanos - lastNanos > PAUSE_MAX.toNanos()) leave();
    lastNanos = nanos;
    return switch (b) {
      case Frame.END -> end();
      case Frame.XON, Frame.XOFF -> Optional.empty(); // flow control's, from somewhere on the way
      default -> {
        collect(b);
        yield Optional.empty();
      }
    };
  }

  /** Whether the frame that is being read has its first byte yet. */
  boolean begun() {
    return length > 0 || state == State.ESCAPED;
  }

  private Optional<Frame> end() {
    var frame = state == State.INSIDE ? Frame.parse(content, length) : Optional.<Frame>empty();
    state = State.INSIDE; // this 7E may be the next frame's first too
    length = 0;
    return frame;
  }

  private void collect(byte b) {
    switch (state) {
      case OUTSIDE -> {}
      case INSIDE -> {
        if (b == Frame.ESCAPE) state = State.ESCAPED;
        else add(b);
      }
      case ESCAPED -> {
        state = State.INSIDE;
        switch ((byte) (b ^ Frame.ESCAPED)) {
          case Frame.END, Frame.ESCAPE, Frame.XON, Frame.XOFF -> add((byte) (b ^ Frame.ESCAPED));
          default -> leave();
        }
      }
    }
  }

  private void add(byte b) {
    if (length == content.length) leave();
    else content[length++] = b;
  }

  private void leave() {
    state = State.OUTSIDE;
    length = 0;
  }
}
