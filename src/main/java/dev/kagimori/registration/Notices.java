package dev.kagimori.registration;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.User;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** What happened to a user's token, told to the registered address where the terms say so. */
public final class Notices {
  private final Outbox outbox;

  public Notices(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Leaves a mail with what a transaction saves. */
  public void tell(
      Writes writes, Terms terms, User user, Kind kind, Instant now, UnaryOperator<Mail> content) {
    Mail.notice(user.institution(), terms, kind, user.registeredMail())
        .map(mail -> content.apply(mail.about(user.contract(), user.user()).at(now)))
        .ifPresent(mail -> outbox.add(writes, mail, now));
  }

  /** The mail of a receipt. */
  void tell(Writes writes, Terms terms, User user, Kind kind, Receipt receipt) {
    tell(
        writes,
        terms,
        user,
        kind,
        receipt.acceptedAt(),
        mail -> {
          var previous = receipt.previous();
          var told = mail.receiptNumber(receipt.numberText()).serial(receipt.serial().value());
          return previous == null ? told : told.previousSerial(previous.value());
        });
  }
}
