package dev.kagimori.staff;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Download;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.export.SeedExports;
import dev.kagimori.stock.export.SeedExports.Check;
import dev.kagimori.stock.export.SeedExports.Fetch;
import dev.kagimori.stock.export.SeedFilter;
import dev.kagimori.stock.export.SeedWriting;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Seeds for another system: asked for by one account, granted by a second, fetched by the first.
 */
public final class SeedExportDesk {
  private static final String KEY = "transportKey";

  private final SeedExports exports;

  public SeedExportDesk(Pool pool, Keyring keyring) {
    exports = new SeedExports(pool, keyring);
  }

  /** Lays the request down for a second account; one person never exports a seed. */
  public Answer ask(Call call, Clerk clerk, Idempotency idempotency, Instant now) {
    var wanted = wanted(call.body());
    var key = call.body().getString(KEY);
    return idempotency.once(
        call,
        now,
        Work.of((db, writes) -> {
          var check = exports.check(db, clerk.institution(), wanted, key, clerk.account(), now);
          if (check instanceof Check.Fits(UUID id)) {
            var act = new Act.ExportSeeds(wanted, key, id, call.body().getString("why"));
            return Approvals.ask(db, writes, clerk, act, now);
          }
          var problem = problem(check);
          AuditLog.add(
              writes,
              Entry.of(clerk.institution(), now, clerk.source(), Entry.Action.EXPORT_SEEDS)
                  .with("wanted", wanted.toJson())
                  .with(KEY, key)
                  .refused(problem.code().name()));
          return new Answer.Refused(problem);
        }));
  }

  private static Problem problem(Check check) {
    return switch (check) {
      case Check.NoKey _, Check.Fits _ -> // fitting, but another one by now
          Problem.of(ProblemCode.NOT_FOUND, KEY);
      case Check.OwnKey _ -> Problem.of(ProblemCode.OWN_REQUEST, KEY);
      case Check.WeakKey _ -> FieldError.malformed(FieldError.body("/" + KEY, Reason.EXPORT_KEY));
      case Check.NoDelivery _ -> Problem.of(ProblemCode.NOT_FOUND, "delivery");
      case Check.NoMake _ ->
          FieldError.malformed(FieldError.body("/make", Reason.NOT_IN_THE_BOOKS));
      case Check.NoToken(var serial) ->
          Problem.of(ProblemCode.NOT_FOUND, "serials").with("serial", serial);
    };
  }

  /** What a second account approved; the key is the one that was there when it was asked for. */
  Answer grant(
      SqlClient db,
      Writes writes,
      Act.ExportSeeds export,
      JsonObject details,
      Acting.Occasion occasion) {
    var askedBy = occasion.approval().getString("askedBy");
    var approval = occasion.approval().getString("approval");
    if (askedBy == null || approval == null)
      throw new IllegalStateException("seeds are exported by two persons alone");
    var institution = occasion.institution();
    var now = occasion.now();
    var entry =
        Entry.of(institution, now, occasion.source(), Entry.Action.EXPORT_SEEDS).with(details);
    var check =
        exports.check(db, institution, export.wanted(), export.transportKey(), askedBy, now);
    if (check instanceof Check.Fits(UUID key) && key.equals(export.key())) {
      SeedExports.grant(
          db, institution, UUID.fromString(approval), askedBy, export.wanted(), key, now);
      var until = Times.text(now.plus(SeedExports.TO_FETCH));
      AuditLog.add(writes, entry.with("grantedUntil", until));
      return Answer.ok(new JsonObject().put("result", "DONE"));
    }
    var problem = problem(check);
    AuditLog.add(writes, entry.refused(problem.code().name()));
    return new Answer.Refused(problem);
  }

  /** The file, once. */
  public Download fetch(Call call, Clerk clerk, Instant now) {
    var approval = UUID.fromString(call.path("approval"));
    return switch (exports.fetch(
        clerk.institution(), approval, clerk.account(), clerk.source(), now)) {
      case Fetch.Ready(SeedWriting.Job job) ->
          new Download.Content(
              "application/pskc+xml", "seeds-" + approval + ".pskcxml", job::writeTo);
      case Fetch.Unknown() -> Download.refused(ProblemCode.NOT_FOUND);
      case Fetch.Over(boolean fetched) ->
          new Download.Refused(
              Problem.of(ProblemCode.DECIDED).with("state", fetched ? "FETCHED" : "EXPIRED"));
      case Fetch.KeyGone() -> new Download.Refused(Problem.of(ProblemCode.NOT_FOUND, KEY));
    };
  }

  private static SeedFilter wanted(JsonObject body) {
    var delivery = Optional.ofNullable(body.getString("delivery"));
    var make = Optional.ofNullable(body.getString("make"));
    var serials = serials(body.getJsonArray("serials", new JsonArray()));
    if (!SeedFilter.isOne(delivery.isPresent(), !serials.isEmpty(), make.isPresent()))
      throw new ProblemException(FieldError.malformed(FieldError.body("", Reason.ONE_OF_WANTED)));
    return new SeedFilter(delivery, serials, make, body.getBoolean("inUse", false));
  }

  private static List<String> serials(JsonArray typed) {
    var normal = new TreeSet<String>();
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < typed.size(); i++) {
      var serial = SerialNumber.parse(typed.getString(i));
      if (serial.isPresent()) normal.add(serial.get().value());
      else errors.add(FieldError.body("/serials/" + i, Reason.SERIAL));
    }
    if (!errors.isEmpty()) throw new ProblemException(FieldError.malformed(errors));
    return List.copyOf(normal);
  }
}
