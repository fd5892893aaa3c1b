package dev.kagimori.verification;

import dev.kagimori.database.Failures;
import dev.kagimori.database.OnLoop;
import dev.kagimori.database.OutcomeUnknown;
import dev.kagimori.token.Token;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a batch whose answer was lost: it is written again under the same
 * versions, and whatever that leaves out says by its own row whether this batch wrote it before.
 */
final class Unknowns {
  private static final Duration TOTAL = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 50;

  private static final String FATE =
      """
      SELECT d.n::int, t.version, t.batch, k.fingerprint, k.answer
      FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[])
           WITH ORDINALITY AS d(institution, serial, client, reference, n)
      LEFT JOIN token t ON t.institution = d.institution AND t.serial = d.serial
      LEFT JOIN attempt k ON k.institution = d.institution AND k.client = d.client
        AND k.reference = d.reference AND k.at > $5
      """;

  private final Vertx vertx;
  private final Pool pool;
  private final Batches batches;

  Unknowns(Vertx vertx, Pool pool, Batches batches) {
    this.vertx = vertx;
    this.pool = pool;
    this.batches = batches;
  }

  /** What changed no token and has no reference left nothing to know it again by. */
  void resolve(long batch, List<Verdict> verdicts, OutcomeUnknown why) {
    var open = new ArrayList<Verdict>(verdicts.size());
    for (var verdict : verdicts)
      if (verdict.change().changesToken() || verdict.kept() != null) open.add(verdict);
      else batches.fail(verdict.ask(), why);
    if (!open.isEmpty()) attempt(batch, open, why);
  }

  private void attempt(long batch, List<Verdict> open, OutcomeUnknown why) {
    OnLoop.on(
            vertx,
            pool,
            TOTAL,
            db -> write(db, batch, open).compose(left -> fates(db, batch, left)))
        .onComplete(tried -> {
          var left = tried.succeeded() ? tried.result() : unsettled(open);
          later(batch, left, why);
        });
  }

  /** Those that were told meanwhile are settled. */
  private static List<Verdict> unsettled(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> !verdict.ask().answer().future().isComplete())
        .toList();
  }

  private void later(long batch, List<Verdict> left, OutcomeUnknown why) {
    var open = new ArrayList<Verdict>(left.size());
    for (var verdict : left)
      if (verdict.ask().isOver(System.nanoTime())) batches.fail(verdict.ask(), why);
      else open.add(verdict);
    if (!open.isEmpty()) vertx.setTimer(PAUSE_MILLIS, _ -> attempt(batch, open, why));
  }

  /** Tells what is done by now; what is left may have been done before. */
  private Future<List<Verdict>> write(SqlClient db, long batch, List<Verdict> open) {
    return VerdictWrite.execute(db, batch, open)
        .map(done -> {
          var left = new ArrayList<Verdict>();
          for (int i = 0; i < open.size(); i++)
            if (done.get(i)) batches.tell(open.get(i).ask(), open.get(i).answer());
            else left.add(open.get(i));
          return (List<Verdict>) left;
        })
        .recover(e -> {
          if (!Failures.isConstraint(e)) return Future.failedFuture(e);
          int half = open.size() / 2; // a reference is kept already, by this batch or another
          if (half == 0) return Future.succeededFuture(open);
          return write(db, batch, open.subList(0, half))
              .compose(first ->
                  write(db, batch, open.subList(half, open.size()))
                      .map(second -> {
                        var left = new ArrayList<>(first);
                        left.addAll(second);
                        return (List<Verdict>) left;
                      }));
        });
  }

  private Future<List<Verdict>> fates(SqlClient db, long batch, List<Verdict> open) {
    if (open.isEmpty()) return Future.succeededFuture(open);
    return db.preparedQuery(FATE)
        .execute(values(open))
        .map(rows -> {
          var left = new ArrayList<Verdict>();
          for (var row : rows) {
            var verdict = open.get(row.getInteger("n") - 1);
            if (!settled(batch, verdict, row)) left.add(verdict);
          }
          return left;
        });
  }

  private boolean settled(long batch, Verdict verdict, Row row) {
    var first = first(verdict, row);
    if (first != null) {
      boolean own = first.same() && first.answer().equals(verdict.kept());
      batches.tell(verdict.ask(), own ? verdict.answer() : Judging.again(first));
      return true;
    }
    Token before = verdict.change().before();
    Token after = verdict.change().after();
    Long version = row.getLong("version");
    if (before == null || after == null || version == null) return false;
    if (version == after.version() && row.getLong("batch") == batch) {
      batches.tell(verdict.ask(), verdict.answer());
      return true;
    }
    // somebody else's change stands where this one would: it was not done, and never will be
    if (version == after.version()) {
      batches.overtaken(verdict.ask());
      return true;
    }
    return false; // still held by the lost transaction, or written over by later ones
  }

  private static Attempt.@Nullable First first(Verdict verdict, Row row) {
    var fingerprint = row.getBuffer("fingerprint");
    return fingerprint == null
        ? null
        : verdict.ask().attempt().orElseThrow().first(fingerprint, row.getJsonObject("answer"));
  }

  private static Tuple values(List<Verdict> open) {
    var oldest = open.getFirst().change().entry().at().minus(Attempt.KEPT);
    return Tuple.tuple()
        .addArrayOfString(texts(open, v -> v.ask().asker().institution()))
        .addArrayOfString(
            texts(open, v -> v.change().before() == null ? null : v.change().entry().serial()))
        .addArrayOfString(texts(open, v -> v.ask().call().caller().client()))
        .addArrayOfUUID(
            open.stream()
                .map(v -> v.kept() == null ? null : v.ask().attempt().orElseThrow().reference())
                .toArray(java.util.UUID[]::new))
        .addOffsetDateTime(oldest.atOffset(ZoneOffset.UTC));
  }

  private static @Nullable String[] texts(
      List<Verdict> open, Function<Verdict, @Nullable String> value) {
    return open.stream().map(value).toArray(String[]::new);
  }
}
