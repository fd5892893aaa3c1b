package dev.kagimori.fob.line;

import org.jspecify.annotations.Nullable;

/** What can be asked (PROTOCOL.md §6). */
public enum Command {
  HELLO(0x01, false),
  LIST(0x02, false),
  PRESS(0x20, true),
  DISPLAY(0x21, true),
  CLOCK(0x22, true),
  BATTERY(0x23, true),
  INFO(0x24, true),
  SETUP(0x30, true),
  SEAL(0x31, true),
  SETTINGS(0x40, true),
  SET_OFFSET(0x41, true),
  SET_RATE(0x42, true),
  SET_BATTERY(0x43, true);

  private final int type;
  private final boolean toFob;

  Command(int type, boolean toFob) {
    this.type = type;
    this.toFob = toFob;
  }

  public int type() {
    return type;
  }

  /** Whether it is asked of a fob; else of the rack. */
  public boolean toFob() {
    return toFob;
  }

  /** Whether it is asked of a simulator that may be adjusted, never of a real fob (§6). */
  public boolean adjusts() {
    return switch (this) {
      case SETTINGS, SET_OFFSET, SET_RATE, SET_BATTERY -> true;
      default -> false;
    };
  }

  public static @Nullable Command of(int type) {
    for (var command : values()) {
      if (command.type == type) return command;
    }
    return null;
  }
}
