package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.CodeRequest;
import dev.kagimori.client.Operation;
import dev.kagimori.client.Receipt;
import dev.kagimori.client.Refused;
import dev.kagimori.client.RequirementsQuery;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stop of use, by a code and, where the terms ask for it, the bank's own factor (A6, B7, E6). */
final class StopFlow extends Flow {
  private final CodeEntry entry = new CodeEntry();
  private final boolean beforeLogin;
  private final boolean own;
  private @Nullable Receipt receipt;

  StopFlow(Visit visit) {
    super("stop", List.of("input", DONE));
    beforeLogin = visit.house().arrangement() == Arrangement.BEFORE_LOGIN;
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
    var here = isDone() ? 2 : 1;
    var trail = beforeLogin ? Trails.of(visit, Purpose.STOP, here) : Trails.two(visit, here - 1);
    if (isDone())
      return ReceiptPage.of(visit, this, trail, Objects.requireNonNull(receipt), beforeLogin);
    var submit =
        beforeLogin
            ? visit.lang().t("利用を中止する", "Stop the use")
            : visit.lang().t("利用を解除する", "Release");
    return new StopForm(
        visit.shell(this),
        trail,
        FlowForm.of(visit, this, "", submit),
        entry.wantsNext(),
        own,
        beforeLogin);
  }

  @Override
  protected void submit(Visit visit) {
    var form = visit.form();
    entry.read(form);
    if (own && form.isFine()) OwnFactor.isRight(visit);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    var request = new CodeRequest(entry.code(), entry.next(form));
    var who = visit.customer();
    send(
        visit,
        key ->
            visit.tokens().under(key.toString()).stop(who.contract(), who.user(), request).await(),
        done -> {
          receipt = done;
          go(DONE);
        });
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    entry.answered(refused.code());
    tell(Refusals.notice(refused));
  }

  @Override
  protected void abort(Visit visit) {
    if (beforeLogin) visit.logOut();
  }

  @Override
  protected String abortPath(Visit visit) {
    return visit.url(beforeLogin ? "" : "token");
  }
}
