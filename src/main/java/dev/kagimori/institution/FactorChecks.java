package dev.kagimori.institution;

import dev.kagimori.institution.Terms.Factors;
import dev.kagimori.institution.Terms.LoginOtp;
import dev.kagimori.institution.Terms.Otherwise;
import java.util.EnumSet;
import java.util.Set;

/** What operations say that they ask for, and never can (A1, C7, E6). */
final class FactorChecks {
  /** Operations that have a payee at all. */
  private static final Set<Operation> PAYING =
      EnumSet.of(Operation.TRANSFER, Operation.BILL_PAYMENT, Operation.OTHER_FUNDS);

  private FactorChecks() {}

  /**
   * Finds the first.
   *
   * @throws TermsRefused where there is one
   */
  static void refuse(Terms terms) {
    terms
        .operations()
        .forEach((operation, factors) -> check("operations." + operation, operation, factors));
    boolean shut = terms.factors(Operation.LOGIN).otherwise() == Otherwise.REFUSED;
    TermsRefused.unless(
        !shut || (terms.loginOtp() == LoginOtp.ALWAYS && !terms.setupAtLogin()),
        "operations.LOGIN.otherwise",
        "REFUSED にすると、トークンのない（または認証しないを選んだ）お客さまがログインできません。NONE か OWN_FACTOR にしてください。",
        "REFUSED would keep out for good who has no token or chose not to be asked: say NONE or"
            + " OWN_FACTOR");
  }

  private static void check(String place, Operation operation, Factors factors) {
    TermsRefused.unless(
        factors.otp() || !factors.ownFactorToo(),
        place + ".ownFactorToo",
        "otp が false なので、加えるものがありません。otp を true にするか、削除してください。",
        "without otp there is no code that it could be asked beside: set otp, or leave it out");
    TermsRefused.unless(
        factors.otp() || factors.otherwise() != Otherwise.REFUSED,
        place + ".otherwise",
        "otp が false で REFUSED なので、誰もこの取引ができません。otp を true にするか、NONE か OWN_FACTOR にしてください。",
        "REFUSED without otp lets nobody do it: set otp, or say NONE or OWN_FACTOR");
    TermsRefused.unless(
        !factors.channels().isEmpty(),
        place + ".channels",
        "空なので、どの端末でも求められません。端末を指定するか、削除してください。",
        "is empty, so that a code is asked for nowhere: name a channel, or leave it out");
    TermsRefused.unless(
        !factors.payees().isEmpty(),
        place + ".payees",
        "空なので、どの振込先でも求められません。振込先を指定するか、削除してください。",
        "is empty, so that a code is asked for with nobody: name payees, or leave it out");
    TermsRefused.unless(
        PAYING.contains(operation) || factors.payees().size() == Payee.values().length,
        place + ".payees",
        "この取引に振込先はありません。payees を削除してください。",
        "this operation has no payee: leave it out");
  }
}
