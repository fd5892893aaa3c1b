package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Paid;
import dev.kagimori.bank.ledger.Payment;
import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Operation;
import dev.kagimori.client.Payee;
import dev.kagimori.client.Requirements;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transfer, one between own accounts, or a bill: input, confirmation with whatever the terms ask
 * for, result (A2, B8, E4).
 */
final class PayFlow extends Flow {
  private static final String INPUT = "input";
  private static final String CONFIRM = "confirm";
  private static final String AMOUNT = "amount";
  private static final String WHOLE_PAGE = "";

  private final Operation operation;
  private PayFields typed = PayFields.EMPTY;
  private Authorisation authorisation;
  private @Nullable PayOrder order;
  private Paid.@Nullable Done paid;

  PayFlow(Operation operation) {
    super("pay", List.of(INPUT, CONFIRM, DONE));
    this.operation = operation;
    authorisation = new Authorisation(operation, Payee.NEW);
  }

  @Override
  protected View show(Visit visit) {
    if (isDone())
      return PayDone.of(
          visit, this, operation, Objects.requireNonNull(order), Objects.requireNonNull(paid));
    if (step().equals(CONFIRM)) {
      return new PayConfirm(
          visit.shell(this),
          Trails.three(visit, 1),
          FlowForm.of(visit, this, INPUT, visit.lang().t("確定する", "Confirm")),
          title(visit.lang(), operation),
          Objects.requireNonNull(order).lines(visit.lang()),
          authorisation.fields(visit));
    }
    return input(visit);
  }

  private View input(Visit visit) {
    var limit = new Authorisation(operation, Payee.NEW).asked(visit).dailyLimit();
    return new PayInput(
        visit.shell(this),
        Trails.three(visit, 0),
        FlowForm.of(visit, this, "", visit.lang().t("次へ", "Next")),
        title(visit.lang(), operation),
        operation,
        visit.accounts().of(visit.customer()),
        visit.accounts().payees(visit.customer()),
        operation == Operation.TRANSFER && limit != null ? Dates.yen(visit.lang(), limit) : "",
        typed);
  }

  static String title(Lang lang, Operation operation) {
    return switch (operation) {
      case TRANSFER -> lang.t("振込", "Transfer");
      case OWN_TRANSFER -> lang.t("振替（ご本人口座間）", "Transfer between your accounts");
      default -> lang.t("収納（税金・料金払込）", "Bill payment");
    };
  }

  @Override
  protected void submit(Visit visit) {
    if (step().equals(INPUT)) read(visit);
    else confirm(visit);
  }

  private void read(Visit visit) {
    var form = visit.form();
    typed = PayFields.of(form);
    var accounts = visit.accounts().of(visit.customer());
    var read = PayOrder.read(operation, form, accounts, visit.accounts().payees(visit.customer()));
    if (read.isEmpty()) {
      tell(form.notices());
      return;
    }
    order = read.get();
    authorisation = new Authorisation(operation, order.toNewPayee() ? Payee.NEW : Payee.REGISTERED);
    hindrance(visit, authorisation.asked(visit), AMOUNT)
        .ifPresentOrElse(this::tell, () -> go(CONFIRM));
  }

  private void confirm(Visit visit) {
    var asked = authorisation.asked(visit);
    var hindrance = hindrance(visit, asked, WHOLE_PAGE);
    if (hindrance.isPresent()) {
      tell(hindrance.get()); // before a code is used up
      return;
    }
    if (!authorisation.read(visit, asked)) {
      tell(visit.form().notices());
      return;
    }
    if (!Authorisation.isCode(asked)) {
      pay(visit, asked);
      return;
    }
    send(
        visit,
        key -> authorisation.judge(visit, key),
        judged ->
            authorisation.refusal(judged).ifPresentOrElse(this::tell, () -> pay(present(), asked)));
  }

  /**
   * What stands against it.
   *
   * @param field where it is told
   */
  private Optional<Notice> hindrance(Visit visit, Requirements asked, String field) {
    return visit
        .accounts()
        .hindrance(visit.customer(), payment(), asked.dailyLimit())
        .map(hindered -> told(hindered, asked, field));
  }

  private void pay(Visit visit, Requirements asked) {
    switch (visit.accounts().pay(visit.customer(), payment(), asked.dailyLimit())) {
      case Paid.Done done -> {
        paid = done;
        go(DONE);
      }
      case Paid hindered -> tell(told(hindered, asked, WHOLE_PAGE));
    }
  }

  private Payment payment() {
    return Objects.requireNonNull(order).payment(id(), operation.name());
  }

  private static Notice told(Paid hindered, Requirements asked, String field) {
    boolean there = field.equals(AMOUNT);
    var changeJa = there ? "金額を変更してください。" : "「戻る」から金額を変更してください。";
    var changeEn = there ? "Change the amount." : "Go back and change the amount.";
    return switch (hindered) {
      case Paid.TooLittle(var balance) ->
          Notice.at(
              field,
              "残高が足りません（残高 %s）。".formatted(Dates.yen(Lang.JA, balance)) + changeJa,
              "The balance of %s is too small. ".formatted(Dates.yen(Lang.EN, balance)) + changeEn);
      case Paid.OverLimit(var left) ->
          Notice.at(
              field,
              "本日の振込限度額を超えます（残り %s）。".formatted(Dates.yen(Lang.JA, left))
                  + changeJa
                  + (Authorisation.isCode(asked) ? "" : "ワンタイムパスワードをご利用になると、お届けの限度額までお振込みいただけます。"),
              "This is over today's limit (%s left). ".formatted(Dates.yen(Lang.EN, left))
                  + changeEn
                  + (Authorisation.isCode(asked)
                      ? ""
                      : " With one-time passwords your declared limit holds."));
      case Paid.Done _ -> throw new IllegalArgumentException("nothing hinders what is paid");
    };
  }

  @Override
  protected String abortPath(Visit visit) {
    return visit.url("home");
  }

  static String name(Lang lang, Account account) {
    return lang.t(account.kind().ja(), account.kind().en()) + " " + account.number();
  }
}
