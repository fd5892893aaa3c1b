package dev.kagimori.staff.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.In;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.http.Upload;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.ImportReport;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.seedfile.TransportKey;
import dev.kagimori.stock.transport.KeyValue;
import dev.kagimori.stock.transport.LaidKey;
import dev.kagimori.stock.transport.TransportKeys;
import dev.kagimori.stock.transport.TransportKeys.Asked;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** Takes a maker's file as it arrives. File and transport key come from two accounts. */
final class ImportDesk {
  private static final String KEY = "transportKey";

  private final Pool pool;
  private final TransportKeys keys;
  private final Import imports;
  private final InstantSource clock;

  ImportDesk(Pool pool, Keyring keyring, Import imports, InstantSource clock) {
    this.pool = pool;
    keys = new TransportKeys(keyring);
    this.imports = imports;
    this.clock = clock;
  }

  Answer run(Upload upload, Clerk clerk) {
    var order = order(upload.call(), clerk);
    var name = Optional.ofNullable(upload.call().query().get(KEY));
    if (name.isEmpty()) {
      try (var none = TransportKey.none()) {
        return run(order, upload, none, clerk, Optional.empty());
      }
    }
    return switch (asked(order, name.get(), clerk)) {
      case Asked.Unknown() -> refused(clerk, order, Problem.of(ProblemCode.NOT_FOUND, KEY));
      case Asked.Own() -> refused(clerk, order, Problem.of(ProblemCode.OWN_REQUEST, KEY));
      case Asked.Given(LaidKey key, KeyValue value) -> {
        try (value;
            var opener = value.toTransportKey()) {
          yield run(order, upload, opener, clerk, Optional.of(key.key()));
        }
      }
    };
  }

  private Answer run(
      ImportOrder order, Upload upload, TransportKey key, Clerk clerk, Optional<UUID> laid) {
    ImportOutcome outcome;
    try {
      outcome = imports.run(order, upload.body(), key, clerk.source(), clock, Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return switch (outcome) {
      case ImportOutcome.Ended(ImportReport report) -> {
        boolean inStock = !report.dryRun() && isDone(report);
        if (inStock) laid.ifPresent(id -> end(clerk, id));
        var body = ImportSheet.of(report);
        yield inStock ? Answer.created(body) : Answer.ok(body);
      }
      case ImportOutcome.Refused(ImportOutcome.Reason reason, _, _) -> told(reason);
    };
  }

  private static boolean isDone(ImportReport report) {
    return switch (report.end()) {
      case COMPLETE, PARTLY -> true;
      case NOTHING, BROKEN -> false;
    };
  }

  /** A dry run uses nothing up. */
  private Asked asked(ImportOrder order, String name, Clerk clerk) {
    var now = clock.instant();
    var institution = clerk.institution();
    return Tx.in(
        pool,
        db ->
            order.dryRun()
                ? keys.look(db, institution, name, clerk.account(), now)
                : keys.bind(db, institution, name, clerk.account(), order.delivery(), now));
  }

  private void end(Clerk clerk, UUID key) {
    Tx.in(
        pool,
        db -> {
          TransportKeys.end(db, clerk.institution(), key);
          return true;
        });
  }

  private Answer refused(Clerk clerk, ImportOrder order, Problem problem) {
    var entry =
        Entry.of(clerk.institution(), clock.instant(), clerk.source(), Entry.Action.IMPORT)
            .with("delivery", order.delivery())
            .with("why", KEY)
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
          Boolean.parseBoolean(call.parameter("dryRun")));
    } catch (IllegalArgumentException e) { // the contract holds all but a name's odd spaces
      throw new ProblemException(
          FieldError.malformed(
              new FieldError(In.QUERY, "/delivery", Reason.FORM, ""),
              new FieldError(In.QUERY, "/file", Reason.FORM, "")));
    }
  }
}
