package dev.kagimori.mail;

import static dev.kagimori.mail.Slot.AT;
import static dev.kagimori.mail.Slot.DOWNLOADS;
import static dev.kagimori.mail.Slot.OLD_UNTIL;
import static dev.kagimori.mail.Slot.PREVIOUS_SERIAL;
import static dev.kagimori.mail.Slot.RECEIPT_NUMBER;
import static dev.kagimori.mail.Slot.SERIAL;
import static dev.kagimori.mail.Slot.SERVICE_ID;
import static dev.kagimori.mail.Slot.START_PASSWORD_UNTIL;
import static dev.kagimori.mail.Slot.USER_ID;

import dev.kagimori.institution.MailTerms.Notice;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mail tells; each has a template in each language, {@code mail/KIND_LANGUAGE.txt}. */
public enum Kind {
  /** A token issue was asked for: to the registered address (A8). */
  ACCEPTANCE(Notice.ACCEPTANCE, AT, RECEIPT_NUMBER),
  /** What sets the app up: to the phone's address (A4, A8). */
  APP_ISSUE(null, DOWNLOADS, SERVICE_ID, USER_ID, START_PASSWORD_UNTIL),
  /** The same where the terms show the IDs on the page alone. */
  APP_DOWNLOAD(null, DOWNLOADS, START_PASSWORD_UNTIL),
  /** A fob was asked for (B4). */
  HARDWARE_REQUESTED(Notice.ACCEPTANCE, AT, RECEIPT_NUMBER),
  /** A fob is on its way. */
  SHIPPED(Notice.SHIPPED, AT, SERIAL),
  STARTED(Notice.START, AT, RECEIPT_NUMBER, SERIAL),
  EXCHANGED(Notice.EXCHANGE, AT, RECEIPT_NUMBER, SERIAL, PREVIOUS_SERIAL),
  STOPPED(Notice.STOP, AT, RECEIPT_NUMBER, SERIAL),
  REVOKED(Notice.REVOKE, AT, SERIAL),
  UNLOCKED(Notice.UNLOCK, AT, SERIAL),
  /** The registered address was changed: to the one before. */
  ADDRESS_CHANGED(Notice.ADDRESS, AT),
  SUSPENDED(Notice.SUSPEND, AT, SERIAL),
  /** A new fob is there and the old one in use still; staff ask for it, so it is no notice. */
  SWAP_REMINDER(null, SERIAL, PREVIOUS_SERIAL, OLD_UNTIL);

  private final @Nullable Notice notice;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
  private final Set<Slot> slots;

  Kind(@Nullable Notice notice, Slot... slots) {
    this.notice = notice;
    this.slots = Set.of(slots);
  }

  /** What a mail of this kind tells, no more and no less. */
  public Set<Slot> slots() {
    return slots;
  }

  /** As the terms name it; empty where it is no notice, but what was asked for. */
  Optional<Notice> notice() {
    return Optional.ofNullable(notice);
  }

  String template(Language language) {
    return "mail/" + name().toLowerCase(Locale.ROOT) + "_" + language.tag() + ".txt";
  }
}
