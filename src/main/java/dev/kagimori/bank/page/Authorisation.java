package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Factor;
import dev.kagimori.client.Operation;
import dev.kagimori.client.Payee;
import dev.kagimori.client.Requirements;
import dev.kagimori.client.RequirementsQuery;
import dev.kagimori.client.Verification;
import dev.kagimori.client.VerifyRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operation asks of a customer before it is done: a code, the bank's own factor, both,
 * neither; or it is refused (A2, B8, C7, D12, E4, E18). It is asked for each page anew.
 */
public final class Authorisation {
  private final Operation operation;
  private final Payee payee;
  private CodeEntry entry = new CodeEntry();
  private boolean codeWasAsked;

  Authorisation(Operation operation, Payee payee) {
    this.operation = operation;
    this.payee = payee;
  }

  Requirements asked(Visit visit) {
    var who = visit.customer();
    var query = new RequirementsQuery(operation, payee, visit.channel());
    return visit.tokens().client().getRequirements(who.contract(), who.user(), query).await();
  }

  /** For the page: which fields it has. */
  Fields fields(Visit visit) {
    var asked = asked(visit);
    codeWasAsked |= isCode(asked);
    var refusal = refusal(visit, asked).orElse(null);
    return new Fields(isCode(asked), isOwn(asked), refusal, entry.wantsNext());
  }

  /**
   * What the confirmation page asks for.
   *
   * @param refusal why nothing is asked for: it can't be done
   * @param wantsNext whether it is the following code
   */
  public record Fields(boolean code, boolean own, @Nullable Notice refusal, boolean wantsNext) {}

  static boolean isCode(Requirements asked) {
    return asked.factor() == Factor.OTP;
  }

  static boolean isOwn(Requirements asked) {
    return asked.factor() == Factor.OWN_FACTOR || (isCode(asked) && asked.ownFactorToo());
  }

  /**
   * Why it can't be done at all; empty where it can. Whoever is suspended while logged in does
   * nothing more, also where no code is asked for (D6); and what was to be confirmed by a code is
   * not by less, when the token was revoked in between.
   */
  private Optional<Notice> refusal(Visit visit, Requirements asked) {
    if (Standings.isSuspended(visit, visit.customer())) return Optional.of(Refusals.suspended());
    boolean isRefused = asked.factor() == Factor.REFUSED || asked.factor() == Factor.UNKNOWN;
    if (isRefused) return Optional.of(noToken(visit));
    return codeWasAsked && !isCode(asked) ? Optional.of(changed()) : Optional.empty();
  }

  private static Notice changed() {
    return Notice.error(
            "トークンの失効または利用中止により、ご本人確認の方法が変わりました。このお取引は行われていません。お心当たりがないときは、すぐにヘルプデスクにご連絡ください。",
            "Your token was revoked or its use stopped, so that something else is asked for now."
                + " Nothing was done. If that was not you, please call the help desk at once.")
        .withHelpDesk();
  }

  private static Notice noToken(Visit visit) {
    if (visit.house().arrangement() == Arrangement.AT_LOGIN)
      return Notice.error(
          "トークンの初期設定がお済みでないため、このお取引はご利用いただけません。ログアウトして、もう一度ログインしてください。初期設定をご案内します。",
          "This needs a token that is set up. Log out and in again: the login leads to set-up.");
    return Notice.error(
        "ワンタイムパスワードのご利用を開始されていないため、このお取引はご利用いただけません。先に利用開始を行ってください。",
        "This needs a one-time password, and you have no token in use. Start one first.");
  }

  /**
   * Reads the fields, and judges the bank's own factor; false where something is told at one, or by
   * {@link #fields} of the whole. The own factor is looked at first: it costs no code.
   */
  boolean read(Visit visit, Requirements asked) {
    var form = visit.form();
    if (refusal(visit, asked).isPresent()) return false;
    if (isCode(asked)) entry.read(form);
    if (isOwn(asked) && form.isFine()) OwnFactor.isRight(visit);
    return form.isFine();
  }

  /** Has the code judged; to be called by {@code send}. */
  Verification judge(Visit visit, UUID reference) {
    var who = visit.customer();
    var request = new VerifyRequest(entry.code(), entry.next(visit.form()), operation, reference);
    return visit.tokens().client().verify(who.contract(), who.user(), request).await();
  }

  /** Why the code does not let the customer go on; empty where it does. */
  Optional<Notice> refusal(Verification judged) {
    entry.answered(judged.result());
    return Codes.refusal(judged);
  }

  /** Forgets a code that waits for the following one. */
  void forget() {
    entry = new CodeEntry();
  }
}
