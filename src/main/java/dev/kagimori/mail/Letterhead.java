package dev.kagimori.mail;

/**
 * Who writes, and whom to call (A13), in the mail's language; a line each, 1 to 200 characters.
 *
 * @param institution its name, as customers know it
 * @param from the sender's address
 * @param helpDesk its name
 * @param phone the help desk's number
 * @param hours when it answers, closed days included
 */
public record Letterhead(
    String institution, Address from, String helpDesk, String phone, String hours) {
  private static final int MAX = 200;

  public Letterhead {
    for (var line : new String[] {institution, helpDesk, phone, hours})
      if (line.isBlank() || line.length() > MAX || line.chars().anyMatch(Character::isISOControl))
        throw new IllegalArgumentException(
            "a letterhead has lines of 1 to 200 characters, none of them a control character");
  }
}
