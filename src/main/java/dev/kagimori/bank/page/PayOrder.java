package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Payee;
import dev.kagimori.bank.ledger.Payment;
import dev.kagimori.bank.page.ReceiptPage.Line;
import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Form;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.client.Operation;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid, as it was understood.
 *
 * @param into the customer's own account that gets it; null: it leaves the bank
 * @param to whom, as the customer reads it
 * @param amount yen
 */
record PayOrder(Account from, @Nullable Account into, String to, boolean toNewPayee, long amount) {
  private static final String NEW = "new";
  private static final String ACCOUNT = "[0-9]{7}";
  private static final String BILL = "[0-9]{5,20}";

  /** Empty where something does not fit, which the form tells. */
  static Optional<PayOrder> read(
      Operation operation, Form form, List<Account> accounts, List<Payee> payees) {
    var from = account(form, "from", accounts, "出金口座", "account to pay from");
    var into = operation == Operation.OWN_TRANSFER ? own(form, accounts) : null;
    var to =
        switch (operation) {
          case TRANSFER -> payee(form, payees);
          case OWN_TRANSFER -> into == null ? "" : into.number();
          default -> bill(form);
        };
    var amount = form.yen("amount", "金額", "amount");
    if (!form.isFine() || from.isEmpty()) return Optional.empty();
    var isNew = operation == Operation.TRANSFER && form.text("payee").equals(NEW);
    return Optional.of(new PayOrder(from.get(), into, to, isNew, amount.orElseThrow()));
  }

  private static Optional<Account> account(
      Form form, String field, List<Account> accounts, String ja, String en) {
    var number = form.text(field);
    var found = accounts.stream().filter(a -> a.number().equals(number)).findFirst();
    if (found.isEmpty()) form.refuse(field, ja + "を選んでください。", "Choose the " + en + ".");
    return found;
  }

  private static String payee(Form form, List<Payee> payees) {
    var chosen = form.text("payee");
    if (!chosen.equals(NEW)) {
      var known = payees.stream().filter(p -> Integer.toString(p.id()).equals(chosen)).findFirst();
      if (known.isEmpty()) form.refuse("payee", "振込先を選んでください。", "Choose whom to pay.");
      return known.map(p -> p.bankName() + " " + p.account() + " " + p.name()).orElse("");
    }
    var bank = form.name("bankName", "金融機関・支店名", "bank and branch");
    var name = form.name("name", "受取人名", "payee's name");
    return bank
        + " "
        + number(form, "account", ACCOUNT, "口座番号は7桁の数字で", "seven digits")
        + " "
        + name;
  }

  private static @Nullable Account own(Form form, List<Account> accounts) {
    var to = account(form, "to", accounts, "入金口座", "account to pay into");
    if (to.isPresent() && to.get().number().equals(form.text("from")))
      form.refuse("to", "出金口座とは別の口座を選んでください。", "Choose another account than the first.");
    return to.orElse(null);
  }

  private static String bill(Form form) {
    var name = form.name("name", "収納機関", "payee");
    return name + " " + number(form, "account", BILL, "お客様番号は5〜20桁の数字で", "5 to 20 digits");
  }

  private static String number(Form form, String field, String shape, String ja, String en) {
    var digits = form.digits(field);
    if (!digits.matches(shape)) form.refuse(field, ja + "入力してください。", "Enter " + en + ".");
    return digits;
  }

  /** As confirmation and result show it. */
  List<Line> lines(Lang lang) {
    return List.of(
        new Line(lang.t("出金口座", "From"), PayFlow.name(lang, from)),
        new Line(lang.t("お支払先", "To"), into == null ? to : PayFlow.name(lang, into)),
        new Line(lang.t("金額", "Amount"), Dates.yen(lang, amount)));
  }

  Payment payment(UUID id, String kind) {
    var number = into == null ? null : into.number();
    return new Payment(id, kind, from.number(), number, to, toNewPayee, amount);
  }
}
