package dev.kagimori.staff.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.DatabaseFailure;
import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.http.StreamKeys;
import dev.kagimori.http.Upload;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.IncomingFile;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.transport.TransportKeys;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a maker's file as it arrives. File and transport key come from two accounts. */
final class ImportDesk {
  private static final Logger log = LoggerFactory.getLogger(ImportDesk.class);

  private final Pool pool;
  private final ImportKeys keys;
  private final StreamKeys idempotency;
  private final Import imports;
  private final InstantSource clock;

  ImportDesk(Pool pool, Keyring keyring, Import imports, InstantSource clock) {
    this.pool = pool;
    keys = new ImportKeys(pool, keyring);
    idempotency = new StreamKeys(pool);
    this.imports = imports;
    this.clock = clock;
  }

  Answer run(Upload upload, Clerk clerk) {
    var call = upload.call();
    var order = order(call, clerk);
    var file = IncomingFile.of(upload.body());
    try {
      if (isOther(call, order, file, clerk))
        return refused(
            clerk, order, Problem.of(ProblemCode.IDEMPOTENCY_MISMATCH), "Idempotency-Key");
      var before = imports.again(order, file, clerk.source(), clock); // its key is gone by now
      if (before.isPresent()) return answer(before.get());
      return switch (keys.ask(call, order, clerk, clock.instant())) {
        case ImportKeys.Found.Refused refused ->
            refused(clerk, order, refused.problem(), refused.about());
        case ImportKeys.Found.Ready ready -> {
          try (var key = ready.key()) {
            var source = clerk.source();
            var outcome =
                ready.signer().isPresent()
                    ? imports.runSigned(
                        order, file, ready.signer().get(), key, source, clock, Progress.NONE)
                    : imports.run(order, file, key, source, clock, Progress.NONE);
            if (isInStock(outcome)) note(call, order, file, clerk, ready);
            yield answer(outcome);
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the call's key was used for something else; a dry run uses none. */
  private boolean isOther(Call call, ImportOrder order, IncomingFile file, Clerk clerk)
      throws IOException {
    if (order.dryRun()) return false;
    var used = idempotency.usedFor(call);
    return used.isPresent()
        && !MessageDigest.isEqual(used.get(), imports.orderMac(order, file, clerk.source()));
  }

  /** It is done, whether that can be noted or not: a repeat is told so by its delivery alone. */
  private void note(
      Call call, ImportOrder order, IncomingFile file, Clerk clerk, ImportKeys.Found.Ready keys)
      throws IOException {
    try {
      var mac = imports.orderMac(order, file, clerk.source());
      Tx.in(
          pool,
          db -> {
            StreamKeys.used(db, call, mac, clock.instant());
            keys.laid().forEach(key -> TransportKeys.end(db, clerk.institution(), key));
            return true;
          });
    } catch (DatabaseFailure e) {
      log.atWarn()
          .addKeyValue("delivery", order.delivery())
          .setCause(e)
          .log("the transport key of an import that is done could not be removed; it expires");
    }
  }

  private static boolean isInStock(ImportOutcome outcome) {
    return switch (outcome) {
      case ImportOutcome.Ended(ImportReport report) -> isInStock(report);
      case ImportOutcome.Refused _ -> false;
    };
  }

  private static boolean isInStock(ImportReport report) {
    return !report.dryRun()
        && switch (report.end()) {
          case COMPLETE, PARTLY -> true;
          case NOTHING, BROKEN -> false;
        };
  }

  private static Answer answer(ImportOutcome outcome) {
    return switch (outcome) {
      case ImportOutcome.Ended(ImportReport report) -> {
        var body = ImportSheet.of(report);
        yield isInStock(report) ? Answer.created(body) : Answer.ok(body);
      }
      case ImportOutcome.Refused(ImportOutcome.Reason reason, _, _) -> told(reason);
    };
  }

  private Answer refused(Clerk clerk, ImportOrder order, Problem problem, String why) {
    var entry =
        Entry.of(clerk.institution(), clock.instant(), clerk.source(), Entry.Action.IMPORT)
            .with("delivery", order.delivery())
            .with("dryRun", order.dryRun())
            .with("why", why)
            .refused(problem.code().name());
    Tx.in(
        pool,
        db -> {
          AuditLog.append(db, entry).await();
          return true;
        });
    return new Answer.Refused(problem);
  }

  private static Answer told(ImportOutcome.Reason reason) {
    var problem =
        switch (reason) {
          case UNKNOWN_INSTITUTION -> Problem.of(ProblemCode.NOT_FOUND);
          case UNKNOWN_BRANCH ->
              FieldError.malformed(new FieldError(In.QUERY, "/branch", Reason.NO_SUCH_BRANCH, ""));
          case INTERRUPTED -> Problem.of(ProblemCode.OUTCOME_UNKNOWN);
          case TAKEN -> state("DONE");
          case RUNNING -> state("READING");
          case BEGUN_WITH_SKIP -> state("BROKEN");
          case OTHER_FILE -> Problem.of(ProblemCode.IDEMPOTENCY_MISMATCH, "import");
        };
    return new Answer.Refused(
        problem.code() == ProblemCode.WRONG_STATE
            ? problem.with("reason", reason.name())
            : problem);
  }

  private static Problem state(String state) {
    return Problem.of(ProblemCode.WRONG_STATE, "import").with("state", state);
  }

  private static ImportOrder order(Call call, Clerk clerk) {
    try {
      return new ImportOrder(
          clerk.institution(),
          call.parameter("delivery"),
          call.parameter("file"),
          call.parameter("branch"),
          Optional.ofNullable(call.query().get("box")),
          ImportOrder.OnError.valueOf(call.parameter("onError")),
          Boolean.parseBoolean(call.parameter("dryRun")),
          Optional.ofNullable(call.query().get(ImportKeys.KEY)),
          Optional.ofNullable(call.query().get(ImportKeys.SIGNER)));
    } catch (IllegalArgumentException e) { // the contract holds all but a name's odd spaces
      throw new ProblemException(
          FieldError.malformed(
              new FieldError(In.QUERY, "/delivery", Reason.FORM, ""),
              new FieldError(In.QUERY, "/file", Reason.FORM, "")));
    }
  }
}
