package dev.kagimori.stock.print;

import java.time.LocalDate;
import java.util.List;

/**
 * A letter to one customer that goes with a new fob.
 *
 * @param addressee postal code, address and name as they shall be printed, at most 6 lines of at
 *     most 200 characters; may be empty
 * @param reference contract or user, at most 200 characters; may be empty
 * @param serial the new fob's serial number, 6 to 20 characters of A–Z and 0–9
 * @param previousSerial the old fob's; its last four characters are printed
 * @param oldWorksUntil the last day in Tokyo on which the old fob works
 */
public record Letter(
    List<String> addressee,
    String reference,
    String serial,
    String previousSerial,
    LocalDate oldWorksUntil) {
  private static final int ADDRESS_LINES_MAX = 6;

  public Letter {
    addressee = List.copyOf(addressee);
    if (addressee.size() > ADDRESS_LINES_MAX) {
      throw new IllegalArgumentException("addressee: at most " + ADDRESS_LINES_MAX + " lines");
    }
    for (var line : addressee) Printable.requireText("addressee", line);
    Printable.requireText("reference", reference);
    Printable.requireSerial(serial);
    Printable.requireSerial(previousSerial);
  }
}
