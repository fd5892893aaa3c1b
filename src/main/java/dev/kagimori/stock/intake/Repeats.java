package dev.kagimori.stock.intake;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.intake.ImportReport.End;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Orders that are done: whoever gives the same one again, with the same file, is told the same
 * again. Whether it is the same is said by a MAC of the order, of who gives it, and of all bytes of
 * the file, so that the key that opened the file is not needed any more.
 */
final class Repeats {
  private static final String PURPOSE = "import order";

  private final Pool pool;
  private final Keyring keyring;

  Repeats(Pool pool, Keyring keyring) {
    this.pool = pool;
    this.keyring = keyring;
  }

  /** What is known of an order. */
  sealed interface Found {
    /** Its delivery's import has not ended, or has not begun. */
    record Open() implements Found {}

    /** It is the one that is done. */
    record Done(ImportReport report) implements Found {}

    /** Another one is done under the delivery's name. */
    record Other() implements Found {}
  }

  /** Reads the file, to its end, only where all else is the same. */
  Found find(ImportOrder order, IncomingFile file, Source source) throws IOException {
    var row = Tx.reading(pool, db -> Imports.find(db, order.institution(), order.delivery()));
    if (row.filter(it -> it.state() == Imported.State.DONE).isEmpty()) return new Found.Open();
    var done = row.get();
    var kept = Tx.reading(pool, db -> Imports.orderMac(db, order.institution(), done.delivery()));
    boolean alike =
        kept.isPresent()
            && done.by().equals(source.client())
            && done.branch().equals(order.branch())
            && done.fileName().equals(order.fileName())
            && done.onError() == order.onError();
    if (!alike) return new Found.Other();
    keyring.load(order.institution());
    return MessageDigest.isEqual(kept.get(), mac(keyring, order, source, file.digest()))
        ? new Found.Done(report(order, done))
        : new Found.Other();
  }

  /**
   * By what an order is known again; the institution's keys are loaded.
   *
   * @param digest of all bytes of its file
   */
  static byte[] mac(Keyring keyring, ImportOrder order, Source source, byte[] digest) {
    var told =
        new JsonArray(
            List.of(
                source.client(),
                order.delivery(),
                order.fileName(),
                order.branch(),
                order.box().orElse(""),
                order.onError().name()));
    return keyring.mac(
        order.institution(), PURPOSE, told.encode().getBytes(StandardCharsets.UTF_8), digest);
  }

  private ImportReport report(ImportOrder order, Imported done) {
    var rejected =
        Tx.reading(
            pool,
            db ->
                Imports.rejected(
                    db, order.institution(), done.delivery(), 0, ImportReport.REJECTED_MAX));
    return new ImportReport(
        done.rejected() == 0 ? End.COMPLETE : End.PARTLY,
        done.delivery(),
        done.name(),
        false,
        done.read(),
        done.accepted(),
        done.accepted(),
        done.rejected(),
        rejected,
        done.duplicates(),
        done.byMake(),
        Optional.empty(),
        done.seedsInClear(),
        done.openEnd());
  }
}
