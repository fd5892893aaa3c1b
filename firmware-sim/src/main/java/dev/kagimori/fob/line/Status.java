package dev.kagimori.fob.line;

import org.jspecify.annotations.Nullable;

/** The first byte of an answer's body (PROTOCOL.md §3). */
public enum Status {
  OK(0),
  UNKNOWN_COMMAND(1),
  NO_SUCH_FOB(2),
  BAD_BODY(3),
  NOT_SET_UP(4),
  NOT_IN_FACTORY_MODE(5),
  EXHAUSTED(6),
  UNSUPPORTED_VERSION(7);

  private final int number;

  Status(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The status of that number; null if version 1 has none. */
  public static @Nullable Status of(int number) {
    for (var status : values()) {
      if (status.number == number) return status;
    }
    return null;
  }
}
