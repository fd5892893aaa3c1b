package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Agreement;
import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.ContractKind;
import dev.kagimori.client.ContractRequest;
import dev.kagimori.client.ContractUser;
import dev.kagimori.client.Operation;
import dev.kagimori.client.Payee;
import dev.kagimori.client.Role;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Change of registered details (登録情報変更): where notices go. Both the bank and the token service hear
 * of it; the latter tells the address before, too.
 */
final class DetailsFlow extends Flow {
  private static final String INPUT = "input";
  private static final String CONFIRM = "confirm";
  private static final String FIELD = "mail";
  private static final String AGAIN = "mailAgain";

  private final Authorisation authorisation =
      new Authorisation(Operation.CHANGE_DETAILS, Payee.NEW);
  private String mail = "";
  private String mailAgain = "";
  private String before = "";
  private Instant done = Instant.EPOCH;

  DetailsFlow() {
    super("details", List.of(INPUT, CONFIRM, DONE));
  }

  @Override
  protected View show(Visit visit) {
    var lang = visit.lang();
    return switch (step()) {
      case INPUT ->
          new DetailsForm(
              visit.shell(this),
              Trails.three(visit, 0),
              FlowForm.of(visit, this, "", lang.t("次へ", "Next")),
              visit.customer().mail(),
              mail,
              mailAgain);
      case CONFIRM ->
          new DetailsConfirm(
              visit.shell(this),
              Trails.three(visit, 1),
              FlowForm.of(visit, this, INPUT, lang.t("変更する", "Change")),
              visit.customer().mail(),
              mail,
              authorisation.fields(visit));
      default -> DetailsDone.of(visit, this, done, before, mail);
    };
  }

  @Override
  protected void submit(Visit visit) {
    if (step().equals(INPUT)) take(visit);
    else confirm(visit);
  }

  private void take(Visit visit) {
    var form = visit.form();
    mailAgain = form.plain(AGAIN);
    mail = MailField.read(form, FIELD, AGAIN, "新しいメールアドレス", "new mail address", true);
    if (form.isFine() && mail.equals(visit.customer().mail()))
      form.refuse(
          FIELD,
          "現在のメールアドレスと同じです。変更するときは、新しいものを入力してください。",
          "This is the present address. Enter the new one.");
    if (form.isFine()) go(CONFIRM);
    tell(form.notices());
  }

  private void confirm(Visit visit) {
    var asked = authorisation.asked(visit);
    if (!authorisation.read(visit, asked)) {
      tell(visit.form().notices());
      return;
    }
    if (!Authorisation.isCode(asked)) {
      change(visit);
      return;
    }
    send(
        visit,
        key -> authorisation.judge(visit, key),
        judged ->
            authorisation.refusal(judged).ifPresentOrElse(this::tell, () -> change(present())));
  }

  private void change(Visit visit) {
    var who = visit.customer();
    var agreement = visit.customers().agreement(who);
    if (agreement.isEmpty()) {
      tell(
          Notice.error(
                  "ご契約の内容を確認できないため、変更できません。ヘルプデスクにご連絡ください。",
                  "Your contract's data are not complete here, so nothing was changed. Please call"
                      + " the help desk.")
              .withHelpDesk());
      return;
    }
    var request = request(visit, who, agreement.get());
    change(
        visit,
        (tokens, _) -> tokens.putContract(who.contract(), request),
        _ -> {
          before = who.mail();
          present().customers().setMail(who, mail);
          present().mySession().changed(who.withMail(mail));
          done = present().clock().instant();
          go(DONE);
        });
  }

  /** All that is known of the contract: what is left out here, the token service would drop. */
  private ContractRequest request(Visit visit, Customer who, Agreement agreement) {
    var users =
        visit.customers().of(who.institution(), who.contract()).stream()
            .map(each -> new ContractUser(each.user(), Role.valueOf(each.role())))
            .toList();
    var from = agreement.otpRequiredFrom();
    return new ContractRequest(
        who.isPersonal() ? ContractKind.PERSONAL : ContractKind.BUSINESS,
        agreement.dailyLimit(),
        mail,
        from == null ? null : from.atOffset(ZoneOffset.ofHours(9)),
        users);
  }

  @Override
  protected void wentBack() {
    authorisation.forget();
  }

  @Override
  protected String abortPath(Visit visit) {
    return visit.url("home");
  }
}
