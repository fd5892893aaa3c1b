package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Receipt;
import dev.kagimori.client.Refused;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is shown by a token's code and ends with a receipt: start, exchange and stop. */
abstract class ReceiptFlow extends Flow {
  private final Purpose purpose;
  private final boolean beforeLogin;
  private CodeEntry entry = new CodeEntry();
  private @Nullable Receipt receipt;

  ReceiptFlow(Visit visit, Purpose purpose, List<String> steps) {
    super(purpose.tag(), steps);
    this.purpose = purpose;
    beforeLogin = visit.house().arrangement() == Arrangement.BEFORE_LOGIN;
  }

  /** Whether it began with a login for this alone (E2). */
  final boolean isBeforeLogin() {
    return beforeLogin;
  }

  final CodeEntry entry() {
    return entry;
  }

  /** From here on it is another token's code. */
  final void anotherToken() {
    entry = new CodeEntry();
  }

  /** Where step {@code here} of the flow's own, from 0, stands in the trail. */
  final Trail trail(Visit visit, int here) {
    return beforeLogin ? Trails.of(visit, purpose, here + 1) : Trails.two(visit, here);
  }

  final void done(Receipt made) {
    receipt = made;
    go(DONE);
  }

  final ReceiptPage receiptPage(Visit visit, Trail trail) {
    return ReceiptPage.of(visit, this, trail, Objects.requireNonNull(receipt), beforeLogin);
  }

  @Override
  protected void refused(Visit visit, Refused refused) {
    entry.answered(refused.code());
    tell(Refusals.notice(refused));
  }

  @Override
  protected void wentBack() {
    anotherToken();
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
