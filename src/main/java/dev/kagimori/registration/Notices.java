package dev.kagimori.registration;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.User;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** What was done to the tokens of several, in a transaction that is under way. */
  void tell(SqlClient db, Terms terms, Map<User, SerialNumber> told, Kind kind, Instant now) {
    var mails = mails(terms, told, kind, now);
    if (!mails.isEmpty()) outbox.add(db, mails, now).await();
  }

  /** The same, one after the other, so that others are sent between them. */
  void tellPaced(SqlClient db, Terms terms, Map<User, SerialNumber> told, Kind kind, Instant now) {
    outbox.addPaced(db, mails(terms, told, kind, now), now);
  }

  private static List<Mail> mails(
      Terms terms, Map<User, SerialNumber> told, Kind kind, Instant now) {
    var mails = new ArrayList<Mail>();
    told.forEach((user, serial) ->
        Mail.notice(user.institution(), terms, kind, user.registeredMail())
            .map(mail -> mail.about(user.contract(), user.user()).at(now).serial(serial.value()))
            .ifPresent(mails::add));
    return mails;
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
          var serial = Objects.requireNonNull(receipt.serial());
          var previous = receipt.previous();
          var told = mail.receiptNumber(receipt.text()).serial(serial.value());
          return previous == null ? told : told.previousSerial(previous.value());
        });
  }
}
