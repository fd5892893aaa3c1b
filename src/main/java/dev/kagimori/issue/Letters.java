package dev.kagimori.issue;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.AppIssue;
import dev.kagimori.institution.AppIssue.Place;
import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.Terms;
import dev.kagimori.mail.Address;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Optional;

/** The mails of issues; an institution without any in its terms sends none (A8, C8). */
final class Letters {
  private final Outbox outbox;

  Letters(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Whom a mail is about, under which terms, and when. */
  record Matter(
      SqlClient db, Writes writes, Terms terms, String institution, Owner of, Instant now) {}

  /** Service ID and user ID, as far as the mail may show them, and how long they can be used. */
  void appIssue(
      Matter matter,
      Address phone,
      AppIssue rules,
      String serviceId,
      UserId userId,
      Instant until) {
    var mails = matter.terms.mail();
    if (mails == null) return;
    boolean withIds = rules.idsIn().contains(Place.MAIL);
    about(matter, withIds ? Kind.APP_ISSUE : Kind.APP_DOWNLOAD, phone.text())
        .map(mail -> mail.downloads(mails).startPasswordUntil(until))
        .map(mail -> withIds ? mail.serviceId(serviceId).userId(userId.value()) : mail)
        .ifPresent(mail -> send(matter, mail));
  }

  /** To the registered address, that an issue was accepted. */
  void accepted(Matter matter, Kind kind, String receiptNumber) {
    toRegistered(matter, kind)
        .map(mail -> mail.at(matter.now).receiptNumber(receiptNumber))
        .ifPresent(mail -> send(matter, mail));
  }

  /** To the registered address, that a fob is on its way. */
  void shipped(Matter matter, SerialNumber serial) {
    toRegistered(matter, Kind.SHIPPED)
        .map(mail -> mail.at(matter.now).serial(serial.value()))
        .ifPresent(mail -> send(matter, mail));
  }

  private static Optional<Mail> toRegistered(Matter matter, Kind kind) {
    return ContractStore.registeredMail(matter.db, matter.institution, matter.of.contract())
        .flatMap(address -> about(matter, kind, address));
  }

  private static Optional<Mail> about(Matter matter, Kind kind, String to) {
    return Mail.notice(matter.institution, matter.terms, kind, to)
        .map(mail -> mail.about(matter.of.contract(), matter.of.user()));
  }

  private void send(Matter matter, Mail mail) {
    outbox.add(matter.writes, mail, matter.now);
  }
}
