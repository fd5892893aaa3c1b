package dev.kagimori.fob.rack;

import java.time.Duration;

/**
 * What a bad cable or a tired rack does to the bytes that pass. The rack's thread calls {@link
 * #spoil}, {@link #delay} and {@link #hangsUp} in this order, once each for every answer that
 * leaves (or for what came in at once, where requests are spoilt).
 */
@FunctionalInterface
public interface LineFault {
  /** A good line. */
  LineFault NONE = bytes -> bytes;

  /** The bytes that pass instead of these; none: nothing passes. */
  byte[] spoil(byte[] bytes);

  /** How much later they pass. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** Whether the line is hung up after them; a moment later it is back under the same name. */
  default boolean hangsUp() {
    return false;
  }

  /** This fault, and then that one on what it left. */
  default LineFault then(LineFault next) {
    var first = this;
    return new LineFault() {
      @Override
      public byte[] spoil(byte[] bytes) {
        return next.spoil(first.spoil(bytes));
      }

      @Override
      public Duration delay() {
        return first.delay().plus(next.delay());
      }

      @Override
      public boolean hangsUp() {
        boolean hung = first.hangsUp();
        return next.hangsUp() || hung; // both are asked
      }
    };
  }
}
