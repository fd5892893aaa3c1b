package dev.kagimori.fob.line;

import org.jspecify.annotations.Nullable;

/**
 * Finds the good frames in a stream of bytes and drops all else in silence (PROTOCOL.md §2). Holds
 * at most one frame. Not safe for several threads.
 */
public final class FrameDecoder {
  /** How long a begun frame waits for its next byte. */
  public static final long GAP_MILLIS_MAX = 500;

  private final byte[] content = new byte[Frame.CONTENT_MAX];
  private int length;
  private State state = State.OUTSIDE;

  private enum State {
    OUTSIDE,
    INSIDE,
    ESCAPED
  }

  /** Takes the next byte of the line; returns a frame if it completes a good one. */
  public @Nullable Frame take(byte next) {
    int b = next & 0xFF;
    if (b == Frame.FLAG) return flag();
    if (state == State.OUTSIDE || b == Frame.XON || b == Frame.XOFF) return null;
    if (state == State.ESCAPED) {
      unescape(b ^ Frame.ESCAPE_XOR);
    } else if (b == Frame.ESCAPE) {
      state = State.ESCAPED;
    } else {
      add(b);
    }
    return null;
  }

  /** Drops a begun frame: to be called when no byte came for {@link #GAP_MILLIS_MAX}. */
  public void drop() {
    state = State.OUTSIDE;
  }

  private @Nullable Frame flag() {
    var frame = state == State.INSIDE ? Frame.parse(content, length) : null;
    state = State.INSIDE;
    length = 0;
    return frame;
  }

  private void unescape(int b) {
    state = State.INSIDE;
    switch (b) {
      case Frame.FLAG, Frame.ESCAPE, Frame.XON, Frame.XOFF -> add(b);
      default -> drop();
    }
  }

  private void add(int b) {
    if (length == content.length) {
      drop();
    } else {
      content[length++] = (byte) b;
    }
  }
}
