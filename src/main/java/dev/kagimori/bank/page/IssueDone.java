package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.IssueReceipt;
import dev.kagimori.client.Notice;

/**
 * An app's token is issued; how the app is set up with it, and what comes then.
 *
 * @param accepted time of receipt
 * @param acceptance whether the registered address gets a notice, too (A8)
 */
public record IssueDone(
    Shell shell, Trail trail, String receiptNumber, String accepted, AppIds ids, boolean acceptance)
    implements View {
  static IssueDone of(Visit visit, Flow flow, Trail trail, IssueReceipt receipt, AppIds ids) {
    var mail = visit.institution().mail();
    return new IssueDone(
        visit.shell(flow),
        trail,
        receipt.receiptNumber(),
        Dates.second(visit.lang(), receipt.acceptedAt()),
        ids,
        mail != null && mail.notices().contains(Notice.ACCEPTANCE));
  }
}
