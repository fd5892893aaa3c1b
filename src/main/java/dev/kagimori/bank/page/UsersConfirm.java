package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.client.Act;
import dev.kagimori.client.RevokeRequest.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom it will be done for, to be confirmed with the confirmation password. */
public record UsersConfirm(
    Shell shell, Trail trail, FlowForm form, Act act, List<UserLine> users, @Nullable Reason reason)
    implements View {
  public boolean unlocks() {
    return act == Act.UNLOCK;
  }

  /** Why; empty where nobody asks. */
  public String why() {
    return reason == null ? "" : Reasons.of(shell.lang(), reason);
  }
}
