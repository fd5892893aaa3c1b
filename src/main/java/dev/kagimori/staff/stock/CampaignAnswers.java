package dev.kagimori.staff.stock;

import dev.kagimori.http.Answer;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.http.Steps;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.stock.campaign.Making;
import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Outcome;
import dev.kagimori.stock.campaign.Plan;
import dev.kagimori.stock.campaign.Progress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.stream.Collectors;

/** What is answered to steps of campaigns. */
final class CampaignAnswers {
  private static final int ACCEPTED = 202;

  private CampaignAnswers() {}

  static Answer made(SqlClient db, Plan plan, Terms rules, Made made) {
    return switch (made) {
      case Made.Done(var campaign) ->
          Answer.created(campaign.toJson().put("counts", Progress.counts(db, campaign)));
      case Made.NameTaken() -> new Answer.Refused(problem("NAME_TAKEN"));
      case Made.WrongSize(boolean empty) ->
          new Answer.Refused(problem(empty ? "EMPTY" : "TOO_MANY"));
      case Made.AllLeftOut(var why) ->
          new Answer.Refused(
              problem("ALL_LEFT_OUT").with("leftOutBy", new JsonObject(Map.copyOf(why))));
      case Made.UnknownBranch _ -> misfit("/fromBranch", Reason.NO_SUCH_BRANCH, "");
      case Made.DayOver(var first) -> misfit("/oldUntil", Reason.DAY_OVER, first.toString());
      case Made.WrongReminders() ->
          misfit("/remindAfterDays", Reason.TOO_BIG, "" + Making.REMIND_DAYS_MAX);
      case Made.UnknownInstitution() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Made.NotInTheBooks(var missing) ->
          new Answer.Refused(
              FieldError.malformed(
                  missing.stream()
                      .map(one -> FieldError.body("/whom/" + one.field(), Reason.NOT_IN_THE_BOOKS))
                      .toList()));
      case Made.NoReplacement(String prefix, boolean known) ->
          known
              ? new Answer.Refused(
                  Problem.ruled(ProblemCode.MAKE_CLOSED, "makes." + prefix + ".exchange"))
              : misfit(
                  "/replaceWith/" + plan.replaceWith().indexOf(prefix),
                  Reason.NOT_ONE_OF,
                  rules.makes().stream()
                      .filter(make -> make.kind() == Make.Kind.HARDWARE)
                      .map(Make::prefix)
                      .sorted()
                      .collect(Collectors.joining(", ")));
    };
  }

  private static Answer misfit(String pointer, Reason reason, String bound) {
    return new Answer.Refused(
        FieldError.malformed(new FieldError(In.BODY, pointer, reason, bound)));
  }

  /** A step that is not over goes on when its call is repeated; so does one that had to wait. */
  static Steps.Stage stage(Outcome outcome) {
    boolean over =
        switch (outcome) {
          case Outcome.UnknownCampaign() -> true;
          case Outcome.Done(_, boolean finished) -> finished;
          case Outcome.Shipped(_, boolean finished, _) -> finished;
          case Outcome.Refused refused -> !isBusy(refused);
        };
    return new Steps.Stage(told(outcome), over);
  }

  /** An answer for a transaction that keeps it; what had to wait for another step keeps nothing. */
  static Answer toKeep(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused && isBusy(refused))
      throw new ProblemException(problem(refused));
    return told(outcome);
  }

  private static boolean isBusy(Outcome.Refused refused) {
    return refused.reason() == Outcome.Reason.BUSY;
  }

  static Answer told(Outcome outcome) {
    return switch (outcome) {
      case Outcome.UnknownCampaign() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Outcome.Done(int fobs, boolean finished) -> done(finished, step(fobs, finished));
      case Outcome.Shipped(int fobs, boolean finished, var not) -> {
        var left = new JsonArray();
        not.forEach((serial, why) ->
            left.add(new JsonObject().put("serial", serial.value()).put("reason", why.name())));
        yield done(finished, step(fobs, finished).put("notShipped", left));
      }
      case Outcome.Refused refused -> new Answer.Refused(problem(refused));
    };
  }

  private static Problem problem(Outcome.Refused refused) {
    var state = refused.state().name();
    var problem = problem(refused.reason().name()).with("state", state);
    return switch (refused.reason()) {
      case WRONG_STATE -> problem.about(problem.about() + "." + state);
      case SHORT -> problem.with("needed", refused.needed()).with("available", refused.available());
      case COUNT_DIFFERS -> problem.with("needed", refused.needed());
      case PAUSED, BUSY, MAKE_CLOSED, TOO_EARLY, UNSHIPPED -> problem;
    };
  }

  private static Answer done(boolean finished, JsonObject body) {
    return new Answer.Done(finished ? 200 : ACCEPTED, body);
  }

  private static JsonObject step(int fobs, boolean finished) {
    return new JsonObject().put("fobs", fobs).put("finished", finished);
  }

  /** In words of its own, which name the remedy. */
  static Problem problem(String reason) {
    return Problem.of(ProblemCode.WRONG_STATE, "campaign." + reason).with("reason", reason);
  }
}
