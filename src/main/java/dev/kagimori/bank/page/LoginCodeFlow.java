package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Untold;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Operation;
import dev.kagimori.client.Verification;
import dev.kagimori.client.VerifyRequest;
import java.util.List;

/** The password was right; the code completes the login (A2, B8, C1, D2, E3). */
final class LoginCodeFlow extends Flow {
  private static final int MANY = 3;

  private final CodeEntry entry = new CodeEntry();

  LoginCodeFlow() {
    super("login-code", List.of("code", DONE));
  }

  @Override
  protected View show(Visit visit) {
    var form = FlowForm.of(visit, this, "", visit.lang().t("ログイン", "Log in"));
    return new LoginCode(visit.shell(this), form, entry.wantsNext());
  }

  @Override
  protected void submit(Visit visit) {
    if (!entry.read(visit.form())) {
      tell(visit.form().notices());
      return;
    }
    var next = entry.next(visit.form());
    var customer = visit.customer();
    send(
        visit,
        key ->
            visit
                .tokens()
                .client()
                .verify(
                    customer.contract(),
                    customer.user(),
                    new VerifyRequest(entry.code(), next, Operation.LOGIN, key))
                .await(),
        judged -> judged(present(), judged));
  }

  private void judged(Visit visit, Verification judged) {
    entry.answered(judged.result());
    var refusal = Codes.refusal(judged);
    if (refusal.isPresent()) {
      if (Codes.isSuspended(judged)) sendOut(visit, refusal.get());
      else tell(refusal.get());
      return;
    }
    visit.completeLogin(true);
    var wrong = judged.wrongSince();
    if (wrong != null && wrong >= MANY)
      visit
          .mySession()
          .tell(
              Notice.info(
                      "前回から誤った入力が%d回ありました。お心当たりがない場合はご連絡ください。".formatted(wrong),
                      "%d wrong codes were entered since your last. If that was not you, please call."
                          .formatted(wrong))
                  .withHelpDesk());
    leave(visit.url("home"));
  }

  /** No further code could help, and a field for one would mislead. */
  private void sendOut(Visit visit, Notice why) {
    visit.tell(new Untold(visit.customer().loginId(), List.of(why)));
    leave(visit.url("login"));
  }

  @Override
  protected void abort(Visit visit) {
    visit.logOut();
  }

  @Override
  protected String abortPath(Visit visit) {
    return visit.url("");
  }
}
