package dev.kagimori.staff.stock;

import dev.kagimori.http.Answer;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Progress;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;

/** What is answered to steps of campaigns. */
final class CampaignAnswers {
  private static final int ACCEPTED = 202;

  private CampaignAnswers() {}

  static Answer made(SqlClient db, Made made) {
    return switch (made) {
      case Made.Done(var campaign) ->
          Answer.created(campaign.toJson().put("counts", Progress.counts(db, campaign)));
      case Made.NameTaken() -> refused("NAME_TAKEN");
      case Made.WrongSize(boolean empty) -> refused(empty ? "EMPTY" : "TOO_MANY");
      case Made.AllLeftOut _ -> refused("ALL_LEFT_OUT");
      case Made.UnknownBranch _ ->
          new Answer.Refused(
              FieldError.malformed(FieldError.body("/fromBranch", Reason.NOT_ONE_OF)));
      case Made.DayOver _ -> refused("DAY_OVER");
      case Made.WrongReminders() ->
          new Answer.Refused(
              FieldError.malformed(FieldError.body("/remindAfterDays", Reason.NOT_ONE_OF)));
      case Made.UnknownInstitution() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Made.NoReplacement(String prefix, boolean known) ->
          new Answer.Refused(
              known
                  ? Problem.ruled(ProblemCode.MAKE_CLOSED, "makes." + prefix + ".exchange")
                  : FieldError.malformed(FieldError.body("/replaceWith", Reason.NOT_ONE_OF)));
    };
  }

  static Answer told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.UnknownCampaign() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Outcome.Done(int fobs, boolean finished) ->
          new Answer.Done(
              finished ? 200 : ACCEPTED,
              new JsonObject().put("fobs", fobs).put("finished", finished));
      case Outcome.Shipped(int fobs, boolean finished, _) -> told(new Outcome.Done(fobs, finished));
      case Outcome.Refused(var reason, var state, long needed, long available) -> {
        var problem = problem(reason.name()).with("state", state.name());
        yield new Answer.Refused(
            switch (reason) {
              case SHORT -> problem.with("needed", needed).with("available", available);
              case COUNT_DIFFERS -> problem.with("needed", needed);
              case WRONG_STATE, PAUSED, BUSY, MAKE_CLOSED, TOO_EARLY, UNSHIPPED -> problem;
            });
      }
    };
  }

  private static Answer refused(String reason) {
    return new Answer.Refused(problem(reason));
  }

  private static Problem problem(String reason) {
    return Problem.of(ProblemCode.WRONG_STATE, "campaign").with("reason", reason);
  }
}
