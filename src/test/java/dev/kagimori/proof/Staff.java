package dev.kagimori.proof;

import dev.kagimori.audit.Source;
import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.database.OutcomeUnknown;
import dev.kagimori.registration.Custody;
import dev.kagimori.token.Owner;

/** What staff do, by a way to the database of their own. */
final class Staff {
  private static final String WHY = "the customer called";

  private final Round round;
  private final Custody custody;

  Staff(Round round) {
    this.round = round;
    custody = new Custody(round.bank.staff, round.bank.terms, round.bank.keyring);
  }

  Answer act(Kind kind, String user, String requestId) {
    var owner = new Owner(Round.CONTRACT, user);
    var source = new Source("staff", "127.0.0.1", requestId);
    var now = round.bank.time.instant();
    try {
      return meaning(
          kind == Kind.LIFT_STARTS
              ? custody.liftStarts(round.institution, owner, source, WHY, now)
              : custody.on(
                  Custody.Act.valueOf(kind.name()), round.institution, owner, source, WHY, now));
    } catch (DatabaseBusy e) {
      return Answer.NOTHING;
    } catch (OutcomeUnknown e) {
      return Answer.UNKNOWN;
    } catch (RuntimeException e) {
      round.history.violation("I0: " + kind + " of staff failed: " + e);
      return Answer.UNKNOWN;
    }
  }

  private static Answer meaning(Custody.Outcome outcome) {
    return switch (outcome) {
      case Custody.Outcome.Done() -> Answer.of(Answer.DONE);
      case Custody.Outcome.NoToken() -> Answer.of("NO_TOKEN");
      case Custody.Outcome.Refused(var token, var reason) -> Answer.of(reason.name());
      case Custody.Outcome.UnknownUser() -> throw new IllegalStateException("a user is gone");
    };
  }
}
