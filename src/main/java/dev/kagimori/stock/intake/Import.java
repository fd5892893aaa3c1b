package dev.kagimori.stock.intake;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Source;
import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.database.Failures;
import dev.kagimori.database.Session;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.Branches;
import dev.kagimori.stock.intake.ImportOutcome.Ended;
import dev.kagimori.stock.intake.ImportOutcome.Refused;
import dev.kagimori.stock.seedfile.TransportKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes makers' seed files into stock. */
public final class Import {
  private static final Logger log = LoggerFactory.getLogger(Import.class);

  /** Often enough that no transaction is taken for one that was forgotten. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Without a record for so long, a stream has stood still. */
  private static final Duration STALLED = Duration.ofMinutes(10);

  private final Pool pool;
  private final Keyring keyring;
  private final TermsStore terms;
  private final MeterRegistry meters;

  /**
   * @param meters gets {@code kagimori.import.records} by institution and result
   */
  public Import(Pool pool, Keyring keyring, TermsStore terms, MeterRegistry meters) {
    this.pool = pool;
    this.keyring = keyring;
    this.terms = terms;
    this.meters = meters;
  }

  /**
   * Reads a file into stock: blocks, for minutes perhaps, and is not for an event loop. It holds
   * one connection of the pool. While others are busy with the database, it leaves them the most of
   * it.
   *
   * @param file read to its end, once; not closed here
   * @param key what opens the file; not closed here
   * @throws IOException when the stream fails, or stands still for ten minutes; with {@code skip},
   *     what was kept before stays, and the same order goes on from there
   */
  public ImportOutcome run(
      ImportOrder order,
      InputStream file,
      TransportKey key,
      Source source,
      InstantSource clock,
      Progress progress)
      throws IOException {
    var opened = new OpenedFile(IncomingFile.of(file), key, Optional.empty());
    return run(order, opened, source, clock, progress);
  }

  /**
   * Reads a file that has to be signed, of 4 MiB at most (RFC 6030 §7), into stock; else as the
   * other method.
   *
   * @param signer out of the maker's certificate, which the caller trusts
   */
  public ImportOutcome runSigned(
      ImportOrder order,
      InputStream file,
      PublicKey signer,
      TransportKey key,
      Source source,
      InstantSource clock,
      Progress progress)
      throws IOException {
    var opened = new OpenedFile(IncomingFile.of(file), key, Optional.of(signer));
    return run(order, opened, source, clock, progress);
  }

  /**
   * What came of an order that is done: what was told then, where it is the same one, or that its
   * delivery's name is taken. {@link #run} asks so itself; this is for who would look for the
   * file's key first, which is gone by then.
   *
   * @param file read to its end where all else is the same
   * @return empty where it is not done, or a dry run: to be run
   */
  public Optional<ImportOutcome> again(
      ImportOrder order, IncomingFile file, Source source, InstantSource clock) throws IOException {
    if (order.dryRun()) return Optional.empty();
    return switch (new Repeats(pool, keyring).find(order, file, source)) {
      case Repeats.Found.Open() -> Optional.empty();
      case Repeats.Found.Done(var report) -> Optional.of(new Ended(report));
      case Repeats.Found.Other() ->
          Optional.of(refused(order, source, clock, Refusals.taken(order.delivery())));
    };
  }

  /** By what an order is known again; reads the file to its end. */
  public byte[] orderMac(ImportOrder order, IncomingFile file, Source source) throws IOException {
    keyring.load(order.institution());
    return Repeats.mac(keyring, order, source, file.digest());
  }

  private ImportOutcome run(
      ImportOrder order, OpenedFile file, Source source, InstantSource clock, Progress progress)
      throws IOException {
    if (!Institutions.exists(pool, order.institution()))
      return Refusals.unknownInstitution(order.institution());
    var before = again(order, file.file(), source, clock);
    if (before.isPresent()) return before.get();
    if (!Tx.reading(pool, db -> Branches.isOpen(db, order.institution(), order.branch())))
      return refused(order, source, clock, Refusals.unknownBranch(order.branch()));
    keyring.load(order.institution());
    try (var session = Session.open(pool)) {
      if (order.dryRun()) {
        var books = new DryRun(session, order, source, clock);
        var reading = reading(order, file, clock, Tally.NONE, new byte[0]);
        return work(order, 0, books, reading, progress);
      }
      var ledger = new Ledger(order.institution());
      var begun = begin(ledger, session, order, source, clock);
      return switch (begun) {
        case Ledger.Begin.Not(var why) -> refused(order, source, clock, why);
        case Ledger.Begin.At(var entry) -> {
          var account = new Account(keyring, ledger, entry, order, source, clock);
          var books =
              switch (order.onError()) {
                case STOP -> new AllOrNothing(session, order, pool, account);
                case SKIP -> new KeepTheGood(session, order, account);
              };
          var reading = reading(order, file, clock, entry.before(), entry.readMac());
          var outcome = work(order, entry.delivery(), books, reading, progress);
          measure(order, entry.before(), books);
          yield outcome;
        }
      };
    }
  }

  private Ledger.Begin begin(
      Ledger ledger, Session session, ImportOrder order, Source source, InstantSource clock) {
    if (!session.within(Books.TIME, db -> ledger.lock(db, order.delivery())))
      return new Ledger.Begin.Not(Refusals.running(order.delivery()));
    return session.transaction(
        Books.TIME, db -> ledger.begin(db, order, source.client(), clock.instant()));
  }

  private Reading reading(
      ImportOrder order, OpenedFile file, InstantSource clock, Tally before, byte[] readMac) {
    var now = clock.instant();
    var judge = new Judge(keyring, order.institution(), terms.at(order.institution(), now), now);
    var fingerprint = new Fingerprint(keyring, order.institution());
    boolean keeps = order.onError() == ImportOrder.OnError.SKIP && !order.dryRun();
    return new Reading(file, judge, fingerprint, new Pace(), before.read(), readMac, keeps);
  }

  private static ImportOutcome work(
      ImportOrder order, int delivery, Books books, Reading reading, Progress progress)
      throws IOException {
    Reading.End end;
    try (reading) {
      books.begin();
      reading.start();
      end = written(books, reading, progress);
    }
    try {
      books.end(end);
    } catch (DatabaseBusy e) {
      if (!(end instanceof Reading.End.Failed)) throw e;
      log.atWarn()
          .addKeyValue("delivery", order.delivery())
          .setCause(e)
          .log("that an import was interrupted could not be noted");
    }
    return switch (end) {
      case Reading.End.Whole(var facts) ->
          Reports.ended(order, delivery, books, facts, Optional.empty());
      case Reading.End.Broken(var problem) -> {
        var facts = new FileFacts(new byte[0], reading.inClear(), false);
        yield Reports.ended(order, delivery, books, facts, Optional.of(problem));
      }
      case Reading.End.OtherFile _ -> Refusals.otherFile(order.delivery());
      case Reading.End.Failed(DatabaseBusy _) -> Refusals.interrupted(order.delivery());
      case Reading.End.Failed(IOException failure) -> throw failure;
      case Reading.End.Failed(RuntimeException failure) -> throw failure;
      case Reading.End.Failed(var failure) -> throw new IllegalStateException(failure);
    };
  }

  /** Where the database can't go on, it is as if the stream had failed. */
  private static Reading.End written(Books books, Reading reading, Progress progress)
      throws IOException {
    try {
      return write(books, reading, progress);
    } catch (RuntimeException e) {
      var failure = Failures.undone(e);
      if (failure instanceof DatabaseBusy) return new Reading.End.Failed(failure);
      throw e;
    }
  }

  /** Until the file's end. */
  private static Reading.End write(Books books, Reading reading, Progress progress)
      throws IOException {
    var seen = System.nanoTime();
    long count = 0;
    while (true) {
      Optional<Chunk> chunk;
      try {
        chunk = reading.next(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the import was interrupted");
      }
      if (chunk.isPresent()) {
        seen = System.nanoTime();
        books.write(chunk.get());
        var tally = books.tally();
        progress.at(tally.read(), tally.good(), tally.rejected());
        var took = System.nanoTime() - seen;
        reading.pace().step(books.decided(), took);
        continue;
      }
      var end = reading.end();
      if (end.isPresent()) return end.get();
      if (reading.count() > count) { // passing over what an earlier run had read
        count = reading.count();
        seen = System.nanoTime();
      }
      if (System.nanoTime() - seen > STALLED.toNanos())
        return new Reading.End.Failed(new IOException("the seed file's stream stood still"));
      books.decided();
    }
  }

  private Refused refused(ImportOrder order, Source source, InstantSource clock, Refused why) {
    var entry = Account.audited(order, source, clock.instant()).refused(why.reason().name());
    Tx.in(
        pool,
        db -> {
          AuditLog.append(db, entry).await();
          return true;
        });
    return why;
  }

  private void measure(ImportOrder order, Tally before, Books books) {
    counted(order, "accepted", books.accepted() - before.good());
    counted(order, "rejected", books.tally().rejected() - before.rejected());
  }

  private void counted(ImportOrder order, String result, long records) {
    meters
        .counter("kagimori.import.records", "institution", order.institution(), "result", result)
        .increment((double) records);
  }
}
