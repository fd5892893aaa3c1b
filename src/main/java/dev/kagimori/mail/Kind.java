package dev.kagimori.mail;

import static dev.kagimori.mail.Slot.AT;
import static dev.kagimori.mail.Slot.DOWNLOADS;
import static dev.kagimori.mail.Slot.PREVIOUS_SERIAL;
import static dev.kagimori.mail.Slot.RECEIPT_NUMBER;
import static dev.kagimori.mail.Slot.SERIAL;
import static dev.kagimori.mail.Slot.SERVICE_ID;
import static dev.kagimori.mail.Slot.START_PASSWORD_UNTIL;
import static dev.kagimori.mail.Slot.USER_ID;

import java.util.Locale;
import java.util.Set;

/** What a mail tells; each has a template in each language, {@code mail/KIND_LANGUAGE.txt}. */
public enum Kind {
  /** A token issue was asked for: to the registered address (A8). */
  ACCEPTANCE(AT, RECEIPT_NUMBER),
  /** What sets the app up: to the phone's address (A4, A8). */
  APP_ISSUE(DOWNLOADS, SERVICE_ID, USER_ID, START_PASSWORD_UNTIL),
  /** The same where the terms show the IDs on the page alone (C8). */
  APP_DOWNLOAD(DOWNLOADS, START_PASSWORD_UNTIL),
  /** A fob was asked for (B4). */
  HARDWARE_REQUESTED(AT, RECEIPT_NUMBER),
  /** A fob is on its way. */
  SHIPPED(AT, SERIAL),
  STARTED(AT, RECEIPT_NUMBER, SERIAL),
  EXCHANGED(AT, RECEIPT_NUMBER, SERIAL, PREVIOUS_SERIAL),
  STOPPED(AT, RECEIPT_NUMBER, SERIAL),
  REVOKED(AT, SERIAL),
  UNLOCKED(AT, SERIAL),
  /** The registered address was changed: to the one before. */
  ADDRESS_CHANGED(AT),
  SUSPENDED(AT, SERIAL);

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<Slot> slots;

  Kind(Slot... slots) {
    this.slots = Set.of(slots);
  }

  /** What a mail of this kind tells, no more and no less. */
  public Set<Slot> slots() {
    return slots;
  }

  String template(Language language) {
    return "mail/" + name().toLowerCase(Locale.ROOT) + "_" + language.tag() + ".txt";
  }
}
