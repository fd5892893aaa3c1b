package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.Operation;
import java.util.Optional;
import java.util.Set;

/** The buttons that begin something of several pages. */
final class Begin {
  /** What nobody does who is suspended: told before a form is filled in. */
  private static final Set<String> OPERATIONS =
      Set.of("transfer", "own-transfer", "bill", "details");

  private Begin() {}

  static Reply take(Visit visit) {
    if (OPERATIONS.contains(visit.part("what")) && Standings.isSuspended(visit, visit.customer())) {
      visit.mySession().tell(Refusals.suspended());
      return Reply.go(visit.url("home"));
    }
    var flow = flow(visit);
    if (flow.isEmpty()) return Reply.go(visit.url("home"));
    return Reply.go(visit.url(visit.mySession().begin(flow.get()).path()));
  }

  private static Optional<Flow> flow(Visit visit) {
    var inMenu = visit.house().arrangement() == Arrangement.MENU;
    var masters = visit.institution().mastersMay();
    var isMaster = visit.customer().isMaster();
    return switch (visit.part("what")) {
      case "transfer" -> Optional.of(new PayFlow(Operation.TRANSFER));
      case "own-transfer" -> Optional.of(new PayFlow(Operation.OWN_TRANSFER));
      case "bill" -> Optional.of(new PayFlow(Operation.BILL_PAYMENT));
      case "details" -> Optional.of(new DetailsFlow());
      case "issue" -> inMenu ? Optional.of(new IssueFlow(visit)) : Optional.empty();
      case "start" -> inMenu ? Optional.of(new StartFlow(visit)) : Optional.empty();
      case "release" -> inMenu ? Optional.of(new StopFlow(visit)) : Optional.empty();
      case "unlock" ->
          isMaster && masters.contains(Act.UNLOCK)
              ? Optional.of(new UsersFlow(Act.UNLOCK))
              : Optional.empty();
      case "revoke" ->
          isMaster && masters.contains(Act.REVOKE)
              ? Optional.of(new UsersFlow(Act.REVOKE))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
