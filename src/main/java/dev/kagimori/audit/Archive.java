package dev.kagimori.audit;

import dev.kagimori.database.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts whole months into files, and drops their tables: first the file, read back and described,
 * then the table, in the transaction that has kept the month unchanged meanwhile. Whatever stops
 * it, the next run goes on: a month is in the database, in a file, or in both, and never in two
 * files.
 */
public final class Archive {
  /** PCI DSS 10.5.1: a year. */
  public static final int KEEP_MIN = 12;

  private static final String ONE_AT_A_TIME = "SELECT pg_try_advisory_lock(7146108206852)";
  private static final String DONE = "SELECT pg_advisory_unlock(7146108206852)";

  /** How a run ends, or goes on. */
  public sealed interface Outcome {
    /** All of a month's rows are in the file, and no more in the database. */
    record Archived(AuditMonth month, long rows, Path file) implements Outcome {}

    /** {@code before} is later than what has to be kept, or than this month. */
    record TooYoung(YearMonth beforeMax) implements Outcome {}

    /** There is another file of that name, which holds something else; it was left alone. */
    record Differs(AuditMonth month, Path file) implements Outcome {}

    /** Another run is at work. */
    record Busy() implements Outcome {}
  }

  /** Where a run may be stopped; for tests that do so. */
  enum Step {
    LOCKED,
    WRITTEN,
    FILED,
    DESCRIBED,
    DROPPED,
    COMMITTED
  }

  private final Connection db;
  private final Path directory;
  private final Consumer<Step> watch;

  /**
   * Works as the owner of the schema.
   *
   * @param directory made, 0700, where it is missing
   */
  public Archive(Connection db, Path directory) {
    this(db, directory, _ -> {});
  }

  Archive(Connection db, Path directory, Consumer<Step> watch) {
    this.db = db;
    this.directory = directory;
    this.watch = watch;
  }

  /**
   * Archives every month before one, the oldest first; stops at the first that cannot be.
   *
   * @param before the first month that stays
   * @param keep how many whole months before this one stay in the database, at least {@link
   *     #KEEP_MIN}
   * @param told each outcome, as it comes
   */
  public void run(YearMonth before, int keep, Instant now, Consumer<Outcome> told)
      throws SQLException, IOException {
    if (keep < KEEP_MIN) throw new IllegalArgumentException("keep is at least " + KEEP_MIN);
    var max = AuditMonth.at(now).month().minusMonths(keep);
    if (before.isAfter(max)) {
      told.accept(new Outcome.TooYoung(max));
      return;
    }
    if (!holds(ONE_AT_A_TIME)) {
      told.accept(new Outcome.Busy());
      return;
    }
    try {
      OwnerOnly.directory(directory);
      for (var month : months(before)) {
        var outcome = archive(month);
        told.accept(outcome);
        if (!(outcome instanceof Outcome.Archived)) return;
      }
    } finally {
      if (!db.isClosed()) holds(DONE);
    }
  }

  private List<AuditMonth> months(YearMonth before) throws SQLException {
    return MonthTable.all(db).stream()
        .flatMap(table -> table.month().stream())
        .filter(month -> month.month().isBefore(before))
        .sorted()
        .toList();
  }

  private Outcome archive(AuditMonth month) throws SQLException, IOException {
    db.setAutoCommit(false);
    try {
      var outcome = inTransaction(month);
      if (outcome instanceof Outcome.Archived) {
        db.commit();
        watch.accept(Step.COMMITTED);
      }
      return outcome;
    } finally {
      if (!db.isClosed()) {
        db.rollback();
        db.setAutoCommit(true);
      }
    }
  }

  private Outcome inTransaction(AuditMonth month) throws SQLException, IOException {
    var table = "kagimori." + month.table();
    // nobody adds to it until it is dropped; reading goes on
    run("LOCK TABLE ONLY " + table + " IN SHARE MODE");
    watch.accept(Step.LOCKED);
    var part = directory.resolve(month.fileName() + ".part");
    var wrote = MonthExport.write(db, month, part);
    watch.accept(Step.WRITTEN);
    if (!MonthExport.read(month, part).equals(wrote) || count(table) != wrote.rows())
      throw new IOException(part + " does not hold what was written to it");
    var file = directory.resolve(month.fileName());
    if (!file(month, wrote, part, file)) return new Outcome.Differs(month, file);
    Patiently.lock(db, "kagimori.audit");
    run("ALTER TABLE kagimori.audit DETACH PARTITION " + table);
    run("DROP TABLE " + table);
    watch.accept(Step.DROPPED);
    return new Outcome.Archived(month, wrote.rows(), file);
  }

  /** Under its name, with its manifest; what an earlier run has left must hold the same. */
  private boolean file(AuditMonth month, Manifest wrote, Path part, Path file) throws IOException {
    var manifest = directory.resolve(month.fileName() + ".json");
    if (Files.exists(file)) {
      var there = MonthExport.read(month, file);
      boolean described =
          !Files.exists(manifest) || Manifest.read(month, Files.readString(manifest)).equals(there);
      if (!described || !there.isSameContent(wrote)) {
        Files.delete(part);
        return false;
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var entry = FileChannel.open(directory, StandardOpenOption.READ)) {
      entry.force(true);
    }
    watch.accept(Step.FILED);
    OwnerOnly.write(manifest, wrote.text());
    watch.accept(Step.DESCRIBED);
    return true;
  }

  private void run(String sql) throws SQLException {
    try (var statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean holds(String sql) throws SQLException {
    try (var statement = db.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private long count(String table) throws SQLException {
    try (var statement = db.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM ONLY " + table)) {
      row.next();
      return row.getLong(1);
    }
  }
}
