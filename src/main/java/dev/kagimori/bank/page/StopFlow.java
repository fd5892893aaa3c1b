package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.CodeRequest;
import dev.kagimori.client.Operation;
import dev.kagimori.client.RequirementsQuery;
import java.util.List;

/** Stop of use, by a code and, where the terms ask for it, the bank's own factor (A6, B7, E6). */
final class StopFlow extends ReceiptFlow {
  private final boolean own;

  StopFlow(Visit visit) {
    super(visit, Purpose.STOP, List.of("input", DONE));
    var who = visit.customer();
    var asked = new RequirementsQuery(Operation.RELEASE);
    own =
        visit
            .tokens()
            .client()
            .getRequirements(who.contract(), who.user(), asked)
            .await()
            .ownFactorToo();
  }

  @Override
  protected View show(Visit visit) {
    if (isDone()) return receiptPage(visit, trail(visit, 1));
    var submit =
        isBeforeLogin()
            ? visit.lang().t("利用を中止する", "Stop the use")
            : visit.lang().t("利用を解除する", "Release");
    return new StopForm(
        visit.shell(this),
        trail(visit, 0),
        FlowForm.of(visit, this, "", submit),
        entry().wantsNext(),
        own,
        isBeforeLogin());
  }

  @Override
  protected void submit(Visit visit) {
    var form = visit.form();
    entry().read(form);
    if (own && form.isFine()) OwnFactor.isRight(visit);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    var request = new CodeRequest(entry().code(), entry().next(form));
    change(visit, (tokens, who) -> tokens.stop(who.contract(), who.user(), request), this::done);
  }
}
