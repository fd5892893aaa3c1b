package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.ErrorCode;
import dev.kagimori.client.FieldError;
import dev.kagimori.client.Institution.AppIssue;
import dev.kagimori.client.IssueRequest;
import dev.kagimori.client.Receipt;
import dev.kagimori.client.Refused;
import dev.kagimori.client.StartRequest;
import dev.kagimori.client.Status;
import dev.kagimori.client.TokenKind;
import dev.kagimori.client.User;
import dev.kagimori.client.WaitStep;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Set-up at login, which is not complete before it (D3, D4): an issue, the app's set-up, and the
 * first code, all from here. Who comes back to it goes on, or has another one issued (D14).
 */
final class SetUpFlow extends Flow {
  private static final String INPUT = "input";
  private static final String WAITING = "waiting";
  private static final Set<String> TYPED = Set.of("/phoneMail", "/startPassword");

  private CodeEntry entry = new CodeEntry();
  private String mail = "";
  private String mailAgain = "";
  private @Nullable AppIds ids;

  SetUpFlow(Visit visit) {
    super("set-up", List.of(INPUT, WAITING, DONE));
    if (pending(user(visit)) != null) go(WAITING);
  }

  private static User user(Visit visit) {
    var who = visit.customer();
    return visit.tokens().client().getUser(who.contract(), who.user()).await();
  }

  /** The app that was issued and not started; null where there is none. */
  private static User.@Nullable Pending pending(User user) {
    var pending = user.pending();
    return pending == null || pending.kind() != TokenKind.SOFTWARE ? null : pending;
  }

  @Override
  protected View show(Visit visit) {
    var user = user(visit);
    var bar = bar(user);
    if (bar.isPresent())
      return new SetUpBarred(
          visit.shell(List.of(bar.get())), trail(visit.lang(), 0), form(visit, "", ""));
    if (step().equals(WAITING)) return waiting(visit);
    var rules = Objects.requireNonNull(visit.institution().appIssue());
    return new SetUpForm(
        visit.shell(this),
        trail(visit.lang(), 0),
        form(visit, "", visit.lang().t("次へ", "Next")),
        mail,
        mailAgain,
        rules,
        StartPassword.hint(visit.lang(), rules),
        pending(user) != null);
  }

  private View waiting(Visit visit) {
    var told = ids;
    return new SetUpWaiting(
        visit.shell(this),
        trail(visit.lang(), 1),
        form(visit, INPUT, visit.lang().t("認証確認", "Check the code")),
        told == null ? AppIds.earlier(visit) : told,
        told == null,
        entry.wantsNext());
  }

  private static Trail trail(Lang lang, int here) {
    return Trail.at(
        here,
        lang.t("入力", "Input"),
        lang.t("アプリの初期設定と認証確認", "App and first code"),
        lang.t("トップページ", "Top page"));
  }

  private FlowForm form(Visit visit, String back, String submit) {
    return FlowForm.of(visit, this, back, submit);
  }

  /** Why nothing can be issued or started now (D6, D8, D17); empty where it can. */
  private static Optional<Notice> bar(User user) {
    if (user.status() == Status.SUSPENDED) return Optional.of(Refusals.suspended());
    if (user.startsStopped() != null) return Optional.of(Standings.stopped(user.startsStopped()));
    if (pending(user) != null) return Optional.empty();
    return user.waits().stream()
        .filter(wait -> wait.kind() == TokenKind.SOFTWARE && wait.step() == WaitStep.ISSUE)
        .map(User.Wait::until)
        .findFirst()
        .map(SetUpFlow::early);
  }

  private static Notice early(OffsetDateTime from) {
    return Notice.info(
        "トークンが失効されたため、新しいトークンの初期設定は %s 以降にお手続きいただけます。その時刻を過ぎてから、もう一度ログインしてください。"
            .formatted(Dates.minute(Lang.JA, from)),
        "Your token was revoked; a new one can be set up from %s on. Please log in again then."
            .formatted(Dates.minute(Lang.EN, from)));
  }

  @Override
  protected void submit(Visit visit) {
    if (step().equals(WAITING)) start(visit);
    else if (visit.form().has("resume")) go(WAITING);
    else issue(visit, Objects.requireNonNull(visit.institution().appIssue()));
  }

  private void issue(Visit visit, AppIssue rules) {
    var form = visit.form();
    mailAgain = form.plain(MailField.AGAIN);
    mail = MailField.phone(form, rules, true);
    var password = StartPassword.read(form, rules, true);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    var request = IssueRequest.app(mail, password);
    change(
        visit,
        (tokens, who) -> tokens.issueToken(who.contract(), who.user(), request),
        receipt -> {
          ids = AppIds.of(visit, receipt, mail);
          entry = new CodeEntry();
          go(WAITING);
        });
  }

  private void start(Visit visit) {
    if (!entry.read(visit.form())) {
      tell(visit.form().notices());
      return;
    }
    var pending = pending(user(visit));
    if (pending == null) {
      tell(
          Notice.error(
              "発行したトークンの有効期間が過ぎたか、取り消されています。もう一度発行してください。",
              "What was issued ran out, or was withdrawn. Please have it issued once more."));
      ids = null;
      go(INPUT);
      return;
    }
    if (pending.state() != Status.ACTIVATED || pending.serial() == null) {
      entry = new CodeEntry();
      tell(notSetUp());
      return;
    }
    var request = new StartRequest(pending.serial(), entry.code(), entry.next(visit.form()), null);
    change(
        visit, (tokens, who) -> tokens.start(who.contract(), who.user(), request), this::started);
  }

  private static Notice notSetUp() {
    return Notice.at(
        "code",
        "アプリの初期設定がまだ完了していません。アプリにサービスID・ユーザID・利用開始パスワードを入力し、ワンタイムパスワードが表示されてから入力してください。",
        "The app is not set up yet. Enter the IDs and the start-use password into it; when it shows"
            + " a code, enter that.");
  }

  /** The first code was right: that is a login, too. */
  private void started(Receipt receipt) {
    var visit = present();
    visit.completeLogin(true);
    visit
        .mySession()
        .tell(
            Notice.done(
                "ワンタイムパスワードの利用を開始しました（受付番号 %s）。次回から、ログインの際にワンタイムパスワードを入力していただきます。"
                    .formatted(receipt.receiptNumber()),
                "Your token is in use (receipt number %s). From now on a login asks for its code."
                    .formatted(receipt.receiptNumber())));
    leave(visit.url("home"));
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    entry.answered(refused.code());
    var typed = refused.errors().stream().map(FieldError::pointer).anyMatch(TYPED::contains);
    if (refused.code() == ErrorCode.MALFORMED && typed) go(INPUT);
    tell(refused.code() == ErrorCode.NOT_ACCEPTED ? Refusals.appCode() : Refusals.notice(refused));
  }

  @Override
  protected void wentBack() {
    entry = new CodeEntry();
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
