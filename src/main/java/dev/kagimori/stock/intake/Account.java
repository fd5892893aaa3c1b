package dev.kagimori.stock.intake;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What is told of one import: its row's state, and its entry in the audit. */
final class Account {
  private final Keyring keyring;
  private final Ledger ledger;
  private final Ledger.Entry entry;
  private final ImportOrder order;
  private final Source source;
  private final InstantSource clock;

  Account(
      Keyring keyring,
      Ledger ledger,
      Ledger.Entry entry,
      ImportOrder order,
      Source source,
      InstantSource clock) {
    this.keyring = keyring;
    this.ledger = ledger;
    this.entry = entry;
    this.order = order;
    this.source = source;
    this.clock = clock;
  }

  Ledger ledger() {
    return ledger;
  }

  Ledger.Entry entry() {
    return entry;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * How far it is.
   *
   * @param accepted what others see in stock by now
   */
  void progress(SqlClient db, Tally tally, long accepted, byte @Nullable [] readMac) {
    ledger.count(db, entry.delivery(), tally, accepted, readMac, Imported.State.READING, now());
  }

  /**
   * How it ended.
   *
   * @param reason why it was refused, or is to be gone on with; null: all is well
   */
  void ended(
      SqlClient db,
      Tally tally,
      long accepted,
      byte @Nullable [] readMac,
      Imported.State state,
      @Nullable String reason) {
    ledger.count(db, entry.delivery(), tally, accepted, readMac, state, now());
    var done =
        audited(order, source, now())
            .with(
                new JsonObject()
                    .put("number", entry.delivery())
                    .put("read", tally.read())
                    .put("fobs", accepted)
                    .put("rejected", tally.rejected()));
    AuditLog.append(db, reason == null ? done : done.refused(reason)).await();
  }

  /** By what the order is known again, now that it is done. */
  void keep(SqlClient db, FileFacts facts) {
    var mac = Repeats.mac(keyring, order, source, facts.digest());
    ledger.keep(db, entry.delivery(), mac, facts);
  }

  static Entry audited(ImportOrder order, Source source, Instant now) {
    var told =
        new JsonObject()
            .put("file", order.fileName())
            .put("delivery", order.delivery())
            .put("onError", order.onError().word());
    if (order.dryRun()) told.put("dryRun", true);
    order.transportKey().ifPresent(name -> told.put("transportKey", name));
    order.signer().ifPresent(name -> told.put("signer", name));
    return Entry.of(order.institution(), now, source, Action.IMPORT).with(told);
  }

  /** Why a file was not read to its end; null where it was. */
  static @Nullable String reason(Reading.End end) {
    return switch (end) {
      case Reading.End.Whole _ -> null;
      case Reading.End.Broken(var problem) -> problem.reason().name();
      case Reading.End.OtherFile _ -> ImportOutcome.Reason.OTHER_FILE.name();
      case Reading.End.Failed(DatabaseBusy _) -> ImportOutcome.Reason.INTERRUPTED.name();
      case Reading.End.Failed _ -> "STREAM_FAILED";
    };
  }
}
