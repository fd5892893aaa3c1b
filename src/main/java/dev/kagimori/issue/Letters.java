package dev.kagimori.issue;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.AppIssue;
import dev.kagimori.institution.AppIssue.Place;
import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.MailTerms;
import dev.kagimori.institution.MailTerms.Notice;
import dev.kagimori.institution.Terms;
import dev.kagimori.mail.Address;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Letterheads;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    boolean withIds = rules.idsIn().contains(Place.MAIL);
    mail(matter, withIds ? Kind.APP_ISSUE : Kind.APP_DOWNLOAD, phone)
        .map(mail -> mail.downloads(downloads(matter.terms)).startPasswordUntil(until))
        .map(mail -> withIds ? mail.serviceId(serviceId).userId(userId.value()) : mail)
        .ifPresent(mail -> send(matter, mail));
  }

  /** To the registered address, that an issue was accepted. */
  void accepted(Matter matter, Kind kind, String receiptNumber) {
    toRegistered(matter, Notice.ACCEPTANCE, kind)
        .map(mail -> mail.at(matter.now).receiptNumber(receiptNumber))
        .ifPresent(mail -> send(matter, mail));
  }

  /** To the registered address, that a fob is on its way. */
  void shipped(Matter matter, SerialNumber serial) {
    toRegistered(matter, Notice.SHIPPED, Kind.SHIPPED)
        .map(mail -> mail.at(matter.now).serial(serial.value()))
        .ifPresent(mail -> send(matter, mail));
  }

  private static Optional<Mail> toRegistered(Matter matter, Notice notice, Kind kind) {
    var mail = matter.terms.mail();
    if (mail == null || !mail.notices().contains(notice)) return Optional.empty();
    return ContractStore.registeredMail(matter.db, matter.institution, matter.of.contract())
        .flatMap(Address::parse)
        .flatMap(to -> mail(matter, kind, to));
  }

  private static Optional<Mail> mail(Matter matter, Kind kind, Address to) {
    return Letterheads.language(matter.terms)
        .map(language ->
            Mail.of(matter.institution, kind, language, Letterheads.of(matter.terms, language), to)
                .about(matter.of.contract(), matter.of.user()));
  }

  private static List<URI> downloads(Terms terms) {
    var mail = terms.mail();
    return mail == null ? List.of() : addresses(mail).map(URI::create).toList();
  }

  private static Stream<String> addresses(MailTerms mail) {
    return Stream.<@Nullable String>of(mail.smartphoneUrl(), mail.featurePhoneUrl())
        .flatMap(Stream::ofNullable);
  }

  private void send(Matter matter, Mail mail) {
    outbox.add(matter.writes, mail, matter.now);
  }
}
