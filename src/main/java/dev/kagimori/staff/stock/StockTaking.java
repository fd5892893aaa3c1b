package dev.kagimori.staff.stock;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Times;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.check.Difference;
import dev.kagimori.stock.check.Taking;
import dev.kagimori.stock.check.Takings;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The operations on stock-takings. */
final class StockTaking {
  private final Pool pool;
  private final Idempotency idempotency;
  private final InstantSource clock;

  StockTaking(Pool pool, Idempotency idempotency, InstantSource clock) {
    this.pool = pool;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  Answer open(Call call, Clerk clerk) {
    var body = call.body();
    var place =
        new Taking.Place(
            body.getString("branch"),
            body.getString("box"),
            body.getString("shelf"),
            body.getInteger("delivery"));
    if (place.isAnywhere())
      throw new ProblemException(FieldError.malformed(FieldError.body("/branch", Reason.REQUIRED)));
    var now = clock.instant();
    var id = UUID.randomUUID();
    return idempotency.once(
        call,
        now,
        Work.of((db, _) ->
            Known.missing(db, clerk.institution(), place.branch(), place.box(), place.delivery())
                .<Answer>map(what -> new Answer.Refused(FobFields.notKnown(In.BODY, what)))
                .orElseGet(() ->
                    answer(
                        Takings.open(db, clerk.institution(), place, clerk.source(), id, now),
                        201,
                        pointer(place)))));
  }

  Answer see(Call call, Clerk clerk) {
    var serials = serials(call.body().getJsonArray("serials"));
    var id = id(call);
    var now = clock.instant();
    return idempotency.once(
        call,
        now,
        Work.of((db, _) ->
            answer(
                Takings.see(db, clerk.institution(), id, serials, clerk.source(), now),
                200,
                "/serials")));
  }

  Answer close(Call call, Clerk clerk) {
    var id = id(call);
    var now = clock.instant();
    return idempotency.once(
        call,
        now,
        Work.of((db, _) ->
            answer(
                Takings.close(db, clerk.institution(), id, clerk.source(), now), 200, "/taking")));
  }

  /** Those that are open. */
  Answer opened(Call call, Clerk clerk) {
    var takings = Tx.reading(pool, db -> Takings.opened(db, clerk.institution()));
    var listed = new JsonArray();
    takings.forEach(taking -> listed.add(json(taking)));
    return Answer.ok(new JsonObject().put("takings", listed));
  }

  /** As it stands, with a page of what differs. */
  Answer one(Call call, Clerk clerk) {
    var id = id(call);
    var kind = Difference.Kind.valueOf(call.parameter("difference"));
    int last = Integer.parseInt(call.parameter("last"));
    var after = call.query().getOrDefault("after", "");
    return Tx.reading(
        pool,
        db -> {
          var taking = Takings.find(db, clerk.institution(), id);
          if (taking.isEmpty()) return Answer.refused(ProblemCode.NOT_FOUND);
          var found = Takings.differences(db, clerk.institution(), id, kind, after, last + 1);
          var page = found.subList(0, Math.min(last, found.size()));
          var differences = new JsonArray();
          page.forEach(difference -> differences.add(json(difference)));
          return Answer.ok(
              json(taking.get())
                  .put("difference", kind.name())
                  .put("differences", differences)
                  .put("next", found.size() > last ? page.getLast().serial().value() : null));
        });
  }

  /** What was refused because it is too large is thrown, so that nothing of it stays. */
  private static Answer answer(Takings.Outcome outcome, int status, String field) {
    return switch (outcome) {
      case Takings.Outcome.Done(Taking taking) -> new Answer.Done(status, json(taking));
      case Takings.Outcome.Unknown() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Takings.Outcome.Closed _ ->
          new Answer.Refused(Problem.of(ProblemCode.WRONG_STATE, "taking").with("state", "CLOSED"));
      case Takings.Outcome.TooLarge(int most) ->
          throw new ProblemException(
              FieldError.malformed(
                  new FieldError(In.BODY, field, Reason.TOO_MANY, Integer.toString(most))));
      case Takings.Outcome.NoSuchShelf() ->
          throw new ProblemException(
              FieldError.malformed(FieldError.body("/shelf", Reason.NOT_IN_THE_BOOKS)));
      case Takings.Outcome.TooMany() ->
          throw new ProblemException(Problem.of(ProblemCode.RATE_LIMITED, "takings"));
    };
  }

  /** The first thing that says where. */
  private static String pointer(Taking.Place place) {
    if (place.branch() != null) return "/branch";
    if (place.box() != null) return "/box";
    return place.shelf() != null ? "/shelf" : "/delivery";
  }

  private static UUID id(Call call) {
    return UUID.fromString(call.path("taking"));
  }

  private static List<SerialNumber> serials(JsonArray typed) {
    var serials = new ArrayList<SerialNumber>(typed.size());
    var errors = new ArrayList<FieldError>();
    for (int n = 0; n < typed.size(); n++) {
      var serial = SerialNumber.parse(typed.getString(n));
      if (serial.isEmpty()) errors.add(FieldError.body("/serials/" + n, Reason.SERIAL));
      serial.ifPresent(serials::add);
    }
    if (!errors.isEmpty()) throw new ProblemException(FieldError.malformed(errors));
    return serials;
  }

  private static JsonObject json(Taking taking) {
    var closed = taking.closedAt();
    return place(taking.place())
        .put("taking", taking.id().toString())
        .put("openedAt", Times.text(taking.openedAt()))
        .put("openedBy", taking.openedBy())
        .put("closedAt", closed == null ? null : Times.text(closed))
        .put("closedBy", taking.closedBy())
        .put("expected", taking.expected())
        .put("found", taking.found())
        .put("missing", taking.missing())
        .put("surplus", taking.surplus());
  }

  private static JsonObject json(Difference difference) {
    var state = difference.state();
    return place(difference.place())
        .put("serial", difference.serial().value())
        .put("state", state == null ? "UNKNOWN" : state.name())
        .put("seenBy", difference.seenBy());
  }

  private static JsonObject place(Taking.Place place) {
    return new JsonObject()
        .put("branch", place.branch())
        .put("box", place.box())
        .put("shelf", place.shelf())
        .put("delivery", place.delivery());
  }
}
