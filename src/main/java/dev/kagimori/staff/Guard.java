package dev.kagimori.staff;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Download;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.Upload;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Stands before every operation of staff, and lets through whose duty it is. */
public final class Guard {
  /** Path parameters that say which file was asked for. */
  private static final List<String> OF_WHAT = List.of("approval", "campaign");

  private final Pool pool;
  private final Accounts accounts;
  private final InstantSource clock;

  public Guard(Pool pool, Accounts accounts, InstantSource clock) {
    this.pool = pool;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The route with its guard; who is turned away is audited. */
  public Function<Call, Answer> before(Duty duty, BiFunction<Call, Clerk, Answer> route) {
    return call -> {
      var clerk = accounts.clerk(call.caller());
      if (duty.isOf(clerk)) return route.apply(call, clerk);
      tell(entry(duty, call, clerk).refused(ProblemCode.FORBIDDEN.name()));
      return Answer.refused(ProblemCode.FORBIDDEN);
    };
  }

  /** The same for what only reads: that it was read is audited, too. */
  public Function<Call, Answer> beforeReading(Duty duty, BiFunction<Call, Clerk, Answer> route) {
    return before(
        duty,
        (call, clerk) -> {
          tell(entry(duty, call, clerk));
          return route.apply(call, clerk);
        });
  }

  /** The route of a long body with its guard, who lets no byte of it through before. */
  public Function<Upload, Answer> beforeUpload(Duty duty, BiFunction<Upload, Clerk, Answer> route) {
    return upload -> before(duty, (_, clerk) -> route.apply(upload, clerk)).apply(upload.call());
  }

  /** The route of a long answer with its guard; that it was asked for is audited, or refused. */
  public Function<Call, Download> beforeDownload(
      Duty duty, BiFunction<Call, Clerk, Download> route) {
    return call -> {
      var clerk = accounts.clerk(call.caller());
      var entry = entry(duty, call, clerk);
      if (!duty.isOf(clerk)) {
        tell(entry.refused(ProblemCode.FORBIDDEN.name()));
        return Download.refused(ProblemCode.FORBIDDEN);
      }
      var download = route.apply(call, clerk); // nothing of it has left yet
      var asked = new JsonObject().put("filter", new JsonObject(Map.copyOf(call.query())));
      for (var of : OF_WHAT)
        if (call.pathParameters().containsKey(of)) asked.put(of, call.path(of));
      var told = entry.with(asked);
      tell(
          download instanceof Download.Refused(Problem problem)
              ? told.refused(problem.code().name())
              : told);
      return download;
    };
  }

  private Entry entry(Duty duty, Call call, Clerk clerk) {
    var parameters = call.pathParameters();
    return new Entry(
        clerk.institution(),
        clock.instant(),
        clerk.source(),
        duty.action(),
        null,
        parameters.get("contract"),
        parameters.get("user"),
        null,
        null,
        new JsonObject().put("duty", duty.name()));
  }

  private void tell(Entry entry) {
    Tx.in(
        pool,
        db -> {
          AuditLog.append(db, entry).await();
          return true;
        });
  }
}
