package dev.kagimori.fob.rack;

import java.time.Duration;

/**
 * What a bad cable or a tired rack does to an answer on its way out. Called by the rack's thread.
 */
@FunctionalInterface
public interface LineFault {
  /** A good line. */
  LineFault NONE = answer -> answer;

  /** The bytes that leave instead of these. */
  byte[] spoil(byte[] answer);

  /** How much later they leave. */
  default Duration delay() {
    return Duration.ZERO;
  }

  /** This fault, and then that one on what it left. */
  default LineFault then(LineFault next) {
    var first = this;
    return new LineFault() {
      @Override
      public byte[] spoil(byte[] answer) {
        return next.spoil(first.spoil(answer));
      }

      @Override
      public Duration delay() {
        return first.delay().plus(next.delay());
      }
    };
  }
}
