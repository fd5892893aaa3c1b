package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.FlowForm;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.client.Act;
import dev.kagimori.client.RevokeRequest.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contract's users, to choose from.
 *
 * @param chosen before, and {@code reason} likewise
 */
public record UsersList(
    Shell shell,
    Trail trail,
    FlowForm form,
    Act act,
    List<UserLine> users,
    List<String> chosen,
    @Nullable Reason reason)
    implements View {
  public boolean unlocks() {
    return act == Act.UNLOCK;
  }

  /** Whether there is anybody to choose. */
  public boolean anybody() {
    return users.stream().anyMatch(UserLine::may);
  }

  /** Of a revocation, all of them. */
  public List<Reason> reasons() {
    return List.of(Reason.values());
  }

  public String text(Reason each) {
    return Reasons.of(shell.lang(), each);
  }
}
