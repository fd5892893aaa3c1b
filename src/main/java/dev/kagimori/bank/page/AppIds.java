package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.IdsIn;
import dev.kagimori.client.Institution;
import dev.kagimori.client.IssueReceipt;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What sets the app up, once (A15), and how the customer comes by it (A8, A19, B11, C8).
 *
 * @param serviceId of the institution
 * @param userId empty where it is in the mail alone, or was told on an earlier page
 * @param inMail whether the mail has both, too
 * @param mailedTo where the issue mail goes; empty where that was told on an earlier page
 * @param link opens the app, and fills the IDs in where this page tells them; what it holds beyond
 *     {@code #} no server is sent
 * @param senderDomains to be let through
 * @param passwordLife how long the start-use password can be used
 */
public record AppIds(
    String serviceId,
    String userId,
    boolean inMail,
    String mailedTo,
    String link,
    QrCode qr,
    List<String> senderDomains,
    String passwordLife,
    @Nullable String modelsUrl,
    @Nullable String featurePhoneUrl) {
  /** Of an issue a moment ago. */
  static AppIds of(Visit visit, IssueReceipt receipt, String mailedTo) {
    var told = receipt.userId();
    return of(visit, told == null ? "" : told, mailedTo);
  }

  /** Of one that was told on another day. */
  static AppIds earlier(Visit visit) {
    return of(visit, "", "");
  }

  private static AppIds of(Visit visit, String userId, String mailedTo) {
    var institution = visit.institution();
    var rules = Objects.requireNonNull(institution.appIssue());
    var app = visit.house().app().toString();
    var link = userId.isEmpty() ? app : app + "#s=" + institution.serviceId() + "&u=" + userId;
    var mail = institution.mail();
    return new AppIds(
        institution.serviceId(),
        userId,
        rules.idsIn().contains(IdsIn.MAIL),
        mailedTo,
        link,
        QrCode.of(link),
        mail == null ? List.of() : mail.senderDomains(),
        StartPassword.life(visit.lang(), rules),
        models(mail),
        mail == null ? null : mail.featurePhoneUrl());
  }

  static @Nullable String models(Institution.@Nullable Mail mail) {
    return mail == null ? null : mail.modelsUrl();
  }

  /** Whether this page tells them (C8). */
  public boolean onPage() {
    return !userId.isEmpty();
  }

  /** In groups that the eye can follow, such as {@code 1234 5678 9012}. */
  public String userIdInGroups() {
    return userId.replaceAll("(.{4})(?=.)", "$1 ");
  }

  public String serviceIdInGroups() {
    return serviceId.replaceAll("(.{4})(?=.)", "$1 ");
  }

  /** Who sends, for a sentence. */
  public String senders(Shell shell) {
    return String.join(shell.t("、", ", "), senderDomains);
  }

  /** Without the user ID. */
  @Override
  public String toString() {
    return "AppIds(" + serviceId + ")";
  }
}
