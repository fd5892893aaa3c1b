package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.LoginOtp;
import dev.kagimori.client.Receipt;
import dev.kagimori.client.Refused;
import dev.kagimori.client.StartRequest;
import dev.kagimori.client.TokenKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Start of use: of a token known by its serial number (E3, B4), or by the code alone of an app that
 * was set up with an issue (A4, B10, C3).
 */
final class StartFlow extends Flow {
  private final CodeEntry entry = new CodeEntry();
  private final boolean beforeLogin;
  private final @Nullable String appSerial;
  private String serial = "";
  private boolean loginOtp = true;
  private @Nullable Receipt receipt;

  StartFlow(Visit visit) {
    super("start", List.of("input", DONE));
    beforeLogin = visit.house().arrangement() == Arrangement.BEFORE_LOGIN;
    appSerial = appSerial(visit);
  }

  /** The app's, where an issue is on its way; null where the customer types the number. */
  static @Nullable String appSerial(Visit visit) {
    var who = visit.customer();
    var pending = visit.tokens().client().getUser(who.contract(), who.user()).await().pending();
    return pending == null || pending.kind() != TokenKind.SOFTWARE ? null : pending.serial();
  }

  @Override
  protected View show(Visit visit) {
    var here = isDone() ? 2 : 1;
    var trail = beforeLogin ? Trails.of(visit, Purpose.START, here) : Trails.two(visit, here - 1);
    if (isDone())
      return ReceiptPage.of(visit, this, trail, Objects.requireNonNull(receipt), beforeLogin);
    var form = FlowForm.of(visit, this, "", visit.lang().t("利用開始する", "Start"));
    return new StartForm(
        visit.shell(this),
        trail,
        form,
        entry.wantsNext(),
        appSerial == null,
        serial,
        visit.institution().loginOtp() == LoginOtp.CHOICE,
        loginOtp,
        beforeLogin);
  }

  @Override
  protected void submit(Visit visit) {
    var form = visit.form();
    serial = appSerial == null ? form.needed("serial", "シリアル番号", "serial number") : appSerial;
    loginOtp = !form.text("loginOtp").equals("false");
    entry.read(form);
    if (beforeLogin && form.isFine()) OwnFactor.isRight(visit);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    var next = entry.next(form);
    var choice = visit.institution().loginOtp() == LoginOtp.CHOICE ? loginOtp : null;
    var who = visit.customer();
    send(
        visit,
        key ->
            visit
                .tokens()
                .under(key.toString())
                .start(
                    who.contract(),
                    who.user(),
                    new StartRequest(serial, entry.code(), next, choice))
                .await(),
        done -> {
          receipt = done;
          go(DONE);
        });
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    entry.answered(refused.code());
    tell(
        appSerial != null && refused.code() == dev.kagimori.client.ErrorCode.NOT_ACCEPTED
            ? Notice.at(
                "code",
                "ワンタイムパスワードを確認できませんでした。アプリに次の数字が表示されてから、もう一度お試しください。",
                "The code was not accepted. Wait for the app's next code, and try again.")
            : Refusals.notice(refused));
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
