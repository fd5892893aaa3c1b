package dev.kagimori.issue;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.AppIssue.Place;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.User;
import dev.kagimori.mail.Address;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Notices;
import dev.kagimori.registration.Receipt;
import java.time.Instant;

/** The mails of issues; an institution without any in its terms sends none (A8, C8). */
final class Letters {
  private final Outbox outbox;
  private final Notices notices;

  Letters(Outbox outbox) {
    this.outbox = outbox;
    notices = new Notices(outbox);
  }

  /** What an app is set up with, beside the start password. */
  record Ids(String serviceId, UserId userId, Instant until) {}

  /**
   * To the phone: where the app is to be had, and the IDs where the terms have them in the mail.
   */
  void appIssue(Writes writes, Terms terms, User user, Address phone, Ids ids, Instant now) {
    var mails = terms.mail();
    var rules = terms.appIssue();
    if (mails == null || rules == null) return;
    boolean withIds = rules.idsIn().contains(Place.MAIL);
    var kind = withIds ? Kind.APP_ISSUE : Kind.APP_DOWNLOAD;
    Mail.notice(user.institution(), terms, kind, phone.text())
        .map(mail ->
            mail.about(user.contract(), user.user()).downloads(mails).startPasswordUntil(ids.until))
        .map(mail -> withIds ? mail.serviceId(ids.serviceId).userId(ids.userId.value()) : mail)
        .ifPresent(mail -> outbox.add(writes, mail, now));
  }

  /** To the registered address, that an issue was accepted. */
  void accepted(Writes writes, Terms terms, User user, Kind kind, Receipt receipt) {
    notices.tell(
        writes,
        terms,
        user,
        kind,
        receipt.acceptedAt(),
        mail -> mail.receiptNumber(receipt.text()));
  }
}
