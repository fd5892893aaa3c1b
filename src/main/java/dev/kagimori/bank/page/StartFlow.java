package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.ErrorCode;
import dev.kagimori.client.LoginOtp;
import dev.kagimori.client.Refused;
import dev.kagimori.client.StartRequest;
import dev.kagimori.client.TokenKind;
import dev.kagimori.client.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Start of use: of a token known by its serial number (E3, B4), or by the code alone of an app that
 * was set up with an issue (A4, B10, C3).
 */
final class StartFlow extends ReceiptFlow {
  private final @Nullable String appSerial;
  private String serial = "";
  private boolean loginOtp = true;

  StartFlow(Visit visit) {
    super(visit, Purpose.START, List.of("input", DONE));
    var who = visit.customer();
    var user = visit.tokens().client().getUser(who.contract(), who.user()).await();
    appSerial = appSerial(user.pending());
    if (user.startsStopped() != null) tell(Standings.stopped(user.startsStopped()));
  }

  /** The app's, where an issue is on its way; null where the customer types the number. */
  private static @Nullable String appSerial(User.@Nullable Pending pending) {
    return pending == null || pending.kind() != TokenKind.SOFTWARE ? null : pending.serial();
  }

  @Override
  protected View show(Visit visit) {
    if (isDone()) return receiptPage(visit, trail(visit, 1));
    return new StartForm(
        visit.shell(this),
        trail(visit, 0),
        FlowForm.of(visit, this, "", visit.lang().t("利用開始する", "Start")),
        entry().wantsNext(),
        appSerial == null,
        serial,
        isLoginOtpChosen(visit),
        loginOtp,
        isBeforeLogin());
  }

  private static boolean isLoginOtpChosen(Visit visit) {
    return visit.institution().loginOtp() == LoginOtp.CHOICE;
  }

  @Override
  protected void submit(Visit visit) {
    var form = visit.form();
    serial = appSerial == null ? form.needed("serial", "シリアル番号", "serial number") : appSerial;
    loginOtp = !form.text("loginOtp").equals("false");
    entry().read(form);
    if (isBeforeLogin() && form.isFine()) OwnFactor.isRight(visit);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    var choice = isLoginOtpChosen(visit) ? loginOtp : null;
    var request = new StartRequest(serial, entry().code(), entry().next(form), choice);
    change(visit, (tokens, who) -> tokens.start(who.contract(), who.user(), request), this::done);
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    if (appSerial == null || refused.code() != ErrorCode.NOT_ACCEPTED) {
      super.refused(visit, refused);
      return;
    }
    entry().answered(refused.code());
    tell(Refusals.appCode());
  }
}
