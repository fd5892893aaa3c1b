package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.Institution;
import dev.kagimori.client.TokenKind;
import java.util.List;
import java.util.stream.Collectors;

/** Questions that customers ask about tokens, and whom they call (A13, A17, A19, B11, C11, E16). */
public record Help(Shell shell) implements View {
  static Reply show(Visit visit) {
    return Reply.page(new Help(visit.shell()));
  }

  private Institution institution() {
    return shell.institution();
  }

  public boolean offers(Act act) {
    return institution().offered().contains(act);
  }

  /** Whether master users revoke, and nobody stops by themselves (D17). */
  public boolean byMasters() {
    return !offers(Act.STOP) && institution().mastersMay().contains(Act.REVOKE);
  }

  public boolean fobs() {
    return institution().makes().stream().anyMatch(make -> make.kind() == TokenKind.HARDWARE);
  }

  /** Such as {@code 30秒}: how often a code changes. */
  public String steps() {
    return institution().makes().stream()
        .map(Institution.Make::stepSeconds)
        .distinct()
        .sorted()
        .map(seconds -> shell.t(seconds + "秒", seconds + " seconds"))
        .collect(Collectors.joining(shell.t("または", " or ")));
  }

  /** Empty where the institution sends no mail. */
  public List<String> senders() {
    var mail = institution().mail();
    return mail == null ? List.of() : mail.senderDomains();
  }

  /** The institution's list of phones; empty where it links none. */
  public String models() {
    var mail = institution().mail();
    return mail == null || mail.modelsUrl() == null ? "" : mail.modelsUrl();
  }

  /** For phones that are not smart; empty likewise. */
  public String featurePhones() {
    var mail = institution().mail();
    return mail == null || mail.featurePhoneUrl() == null ? "" : mail.featurePhoneUrl();
  }
}
