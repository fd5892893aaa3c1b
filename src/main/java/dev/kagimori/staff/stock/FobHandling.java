package dev.kagimori.staff.stock;

import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Outbox;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.Branches;
import dev.kagimori.stock.Destination;
import dev.kagimori.stock.Handled;
import dev.kagimori.stock.Moving;
import dev.kagimori.stock.Occasion;
import dev.kagimori.stock.Place;
import dev.kagimori.stock.Returning;
import dev.kagimori.stock.Scrapping;
import dev.kagimori.stock.Selection;
import dev.kagimori.stock.Shelf;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Owner;
import dev.kagimori.token.Token;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;

/** What staff do with fobs in the hand, each once for each {@code Idempotency-Key}. */
final class FobHandling {
  private final Idempotency idempotency;
  private final InstantSource clock;
  private final Shelf shelf;
  private final Returning returning;
  private final Scrapping scrapping;

  FobHandling(Keyring keyring, TermsStore terms, Idempotency idempotency, InstantSource clock) {
    this.idempotency = idempotency;
    this.clock = clock;
    shelf = new Shelf(terms, new Outbox(keyring));
    returning = new Returning(terms);
    scrapping = new Scrapping(terms);
  }

  private interface Act {
    Answer in(SqlConnection db, Writes writes, Occasion occasion);
  }

  private Answer once(Call call, Clerk clerk, Act act) {
    Instant now = clock.instant();
    var occasion = new Occasion(clerk.institution(), clerk.source(), now);
    return idempotency.once(call, now, Work.of((db, writes) -> act.in(db, writes, occasion)));
  }

  Answer branch(Call call, Clerk clerk) {
    var body = call.body();
    return once(
        call,
        clerk,
        (db, _, occasion) ->
            Branches.put(
                    db,
                    occasion,
                    body.getString("branch"),
                    body.getString("name"),
                    body.getBoolean("closed", false))
                .map(branch -> Answer.ok(branch.toJson()))
                .orElseGet(() -> malformed("/closed", Reason.HEAD_OFFICE, "")));
  }

  Answer move(Call call, Clerk clerk) {
    var selection = FobFields.selection(call.body());
    var to = Destination.read(call.body().getJsonObject("to"));
    if (to.isEmpty()) return malformed("/to", Reason.REQUIRED, "");
    return once(
        call,
        clerk,
        (db, _, occasion) -> told(Moving.move(db, occasion, selection, to.get()), "/to/branch"));
  }

  Answer bookIn(Call call, Clerk clerk) {
    var body = call.body();
    var serials = FobFields.serials(body.getJsonArray("serials"), "/serials");
    var place = new Place(body.getString("branch"), body.getString("box"), body.getString("shelf"));
    return once(
        call,
        clerk,
        (db, _, occasion) ->
            told(returning.bookIn(db, occasion, serials, place, body.getString("why")), "/branch"));
  }

  Answer scrap(Call call, Clerk clerk) {
    var body = call.body();
    var selection = FobFields.selection(body);
    var reason = Scrapping.Reason.valueOf(body.getString("reason"));
    return once(
        call,
        clerk,
        (db, _, occasion) ->
            told(scrapping.scrap(db, occasion, selection, reason, body.getString("why")), ""));
  }

  Answer withdraw(Call call, Clerk clerk) {
    var serial = FobFields.serial(call);
    var details = new JsonObject().put("why", call.body().getString("why"));
    return once(
        call,
        clerk,
        (db, writes, occasion) ->
            told(
                shelf.withdraw(
                    db,
                    writes,
                    new Shelf.Handling(
                        occasion.institution(),
                        serial,
                        occasion.source(),
                        details,
                        occasion.now()))));
  }

  Answer handOver(Call call, Clerk clerk) {
    var serial = FobFields.serial(call);
    var body = call.body();
    var to = new Owner(body.getString("contract"), body.getString("user"));
    var details = new JsonObject().put("identityCheckedBy", body.getString("identityCheckedBy"));
    return once(
        call,
        clerk,
        (db, _, occasion) ->
            told(
                shelf.handOver(
                    db,
                    new Shelf.Handling(
                        occasion.institution(), serial, occasion.source(), details, occasion.now()),
                    to)));
  }

  private static Answer told(Handled handled, String branchAt) {
    return switch (handled) {
      case Handled.Done done -> Answer.ok(done.toJson());
      case Handled.UnknownBranch _ -> malformed(branchAt, Reason.NO_SUCH_BRANCH, "");
      case Handled.NoneThere(var fobs) ->
          malformed(FobFields.pointer(fobs), Reason.NOT_IN_THE_BOOKS, "");
      case Handled.TooMany() ->
          malformed("/fobs", Reason.TOO_MANY, Integer.toString(Selection.FOBS_MAX));
    };
  }

  private static Answer told(Shelf.Outcome outcome) {
    return switch (outcome) {
      case Shelf.Outcome.Done _ -> Answer.ok(new JsonObject().put("result", "DONE"));
      case Shelf.Outcome.UnknownSerial() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Shelf.Outcome.UnknownBranch _ -> malformed("/branch", Reason.NO_SUCH_BRANCH, "");
      case Shelf.Outcome.Refused(Token fob, Decision.Reason reason) ->
          new Answer.Refused(
              Problem.of(ProblemCode.WRONG_STATE)
                  .with("state", fob.state().name())
                  .with("reason", reason.name()));
    };
  }

  private static Answer malformed(String pointer, Reason reason, String bound) {
    return new Answer.Refused(
        FieldError.malformed(new FieldError(In.BODY, pointer, reason, bound)));
  }
}
