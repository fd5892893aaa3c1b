package dev.kagimori.station;

/**
 * The commands that a reader at a desk sends (§6). Those of the maker's room are not among them.
 */
enum Command {
  HELLO(0x01),
  LIST(0x02),
  PRESS(0x20),
  DISPLAY(0x21),
  CLOCK(0x22),
  BATTERY(0x23),
  INFO(0x24);

  private final int number;

  Command(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
