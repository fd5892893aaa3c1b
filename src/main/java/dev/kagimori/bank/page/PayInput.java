package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Payee;
import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.client.Operation;
import java.util.List;

/**
 * From where, to whom, how much.
 *
 * @param limit a day's to new payees, as people read it (A1); empty where none is told
 */
public record PayInput(
    Shell shell,
    Trail trail,
    FlowForm form,
    String title,
    Operation operation,
    List<Account> accounts,
    List<Payee> payees,
    String limit,
    PayFields typed)
    implements View {
  public boolean isTransfer() {
    return operation == Operation.TRANSFER;
  }

  public boolean isOwn() {
    return operation == Operation.OWN_TRANSFER;
  }
}
