package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.ErrorCode;
import dev.kagimori.client.FieldError;
import dev.kagimori.client.Institution.AppIssue;
import dev.kagimori.client.IssueReceipt;
import dev.kagimori.client.IssueRequest;
import dev.kagimori.client.Refused;
import dev.kagimori.client.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Token issue: an app's, set up with what this tells and the customer's start-use password (A4, B9,
 * C2), or a fob's, which is shipped (B3, B4).
 */
final class IssueFlow extends Flow {
  private static final String CHOICE = "choice";
  private static final String INPUT = "input";
  private static final String CONFIRM = "confirm";
  private static final Set<String> TYPED = Set.of("/phoneMail", "/startPassword");

  private final boolean choice;
  private final boolean oneForm;
  private TokenKind kind;
  private String mail = "";
  private String mailAgain = "";

  /** Between the two pages alone. */
  private String startPassword = "";

  private @Nullable IssueReceipt receipt;

  IssueFlow(Visit visit) {
    super("issue", steps(visit));
    var issues = visit.institution().issues();
    choice = isChoice(visit);
    oneForm = visit.house().oneForm();
    kind = issues.contains(TokenKind.SOFTWARE) ? TokenKind.SOFTWARE : TokenKind.HARDWARE;
  }

  private static List<String> steps(Visit visit) {
    var steps = new ArrayList<String>();
    var app = visit.institution().issues().contains(TokenKind.SOFTWARE);
    if (isChoice(visit)) steps.add(CHOICE);
    if (app) steps.add(INPUT);
    if (!app || isChoice(visit) || !visit.house().oneForm()) steps.add(CONFIRM);
    steps.add(DONE);
    return steps;
  }

  private static boolean isChoice(Visit visit) {
    var issues = visit.institution().issues();
    return issues.contains(TokenKind.SOFTWARE) && issues.contains(TokenKind.HARDWARE);
  }

  private boolean isFob() {
    return kind == TokenKind.HARDWARE;
  }

  @Override
  protected View show(Visit visit) {
    return switch (step()) {
      case CHOICE -> new IssueChoice(visit.shell(this), trail(visit), form(visit, "", next(visit)));
      case INPUT -> input(visit);
      case CONFIRM ->
          new IssueConfirm(
              visit.shell(this),
              trail(visit),
              form(visit, before(), visit.lang().t("確定する", "Confirm")),
              isFob(),
              mail);
      default -> done(visit);
    };
  }

  private View input(Visit visit) {
    var rules = rules(visit);
    var back = choice ? CHOICE : "";
    var submit = oneForm ? visit.lang().t("実行", "Issue") : next(visit);
    return new IssueForm(
        visit.shell(this),
        trail(visit),
        form(visit, back, submit),
        oneForm,
        mail,
        mailAgain,
        rules,
        StartPassword.hint(visit.lang(), rules));
  }

  private View done(Visit visit) {
    var done = Objects.requireNonNull(receipt);
    if (isFob()) return FobRequested.of(visit, this, trail(visit), done);
    return IssueDone.of(visit, this, trail(visit), done, AppIds.of(visit, done, mail));
  }

  private String before() {
    if (!isFob()) return INPUT;
    return choice ? CHOICE : "";
  }

  private Trail trail(Visit visit) {
    var pages = new Trails.Issue(choice, !isFob(), isFob() || !oneForm);
    return Trails.issue(visit, pages, step());
  }

  private FlowForm form(Visit visit, String back, String submit) {
    return FlowForm.of(visit, this, back, submit);
  }

  private static String next(Visit visit) {
    return visit.lang().t("次へ", "Next");
  }

  private static AppIssue rules(Visit visit) {
    return Objects.requireNonNull(visit.institution().appIssue());
  }

  @Override
  protected void submit(Visit visit) {
    switch (step()) {
      case CHOICE -> choose(visit);
      case INPUT -> take(visit);
      default -> confirm(visit);
    }
  }

  private void choose(Visit visit) {
    var typed = visit.form().text("kind");
    if (!typed.equals("app") && !typed.equals("fob")) {
      visit.form().refuse("kind", "トークンの種類をお選びください。", "Choose a kind of token.");
      tell(visit.form().notices());
      return;
    }
    kind = typed.equals("fob") ? TokenKind.HARDWARE : TokenKind.SOFTWARE;
    go(isFob() ? CONFIRM : INPUT);
  }

  private void take(Visit visit) {
    kind = TokenKind.SOFTWARE;
    var form = visit.form();
    mailAgain = form.plain(MailField.AGAIN);
    mail = MailField.phone(form, rules(visit), !oneForm);
    var password = StartPassword.read(form, rules(visit), !oneForm);
    if (oneForm && form.isFine()) OwnFactor.isRight(visit);
    if (!form.isFine()) {
      tell(form.notices());
      return;
    }
    if (oneForm) {
      issue(visit, IssueRequest.app(mail, password));
      return;
    }
    startPassword = password;
    go(CONFIRM);
  }

  private void confirm(Visit visit) {
    if (!OwnFactor.isRight(visit)) {
      tell(visit.form().notices());
      return;
    }
    issue(visit, isFob() ? IssueRequest.fob() : IssueRequest.app(mail, startPassword));
  }

  private void issue(Visit visit, IssueRequest request) {
    change(
        visit,
        (tokens, who) -> tokens.issueToken(who.contract(), who.user(), request),
        done -> {
          receipt = done;
          startPassword = "";
          go(DONE);
        });
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    var typed = refused.errors().stream().map(FieldError::pointer).anyMatch(TYPED::contains);
    if (refused.code() == ErrorCode.MALFORMED && typed) {
      startPassword = "";
      go(INPUT);
    }
    tell(
        refused.code() == ErrorCode.ALREADY_REGISTERED
            ? Standings.already(refused.state())
            : Refusals.notice(refused));
  }

  @Override
  protected void wentBack() {
    startPassword = "";
    if (step().equals(INPUT)) kind = TokenKind.SOFTWARE;
  }

  @Override
  protected String abortPath(Visit visit) {
    return visit.url("token");
  }
}
