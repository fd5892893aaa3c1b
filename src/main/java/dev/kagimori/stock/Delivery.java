package dev.kagimori.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.seedfile.SeedFile;
import dev.kagimori.stock.seedfile.SeedFileLimits;
import dev.kagimori.stock.seedfile.SeedProblem;
import dev.kagimori.stock.seedfile.SeedResult;
import dev.kagimori.stock.seedfile.TransportKey;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Reads a maker's delivery into stock: streamed, in one transaction, all of it or nothing. A serial
 * number that exists is refused, never overwritten.
 */
public final class Delivery {
  private static final Duration TIME = Duration.ofMinutes(30);

  private final Pool pool;
  private final Keyring keyring;
  private final TermsStore terms;

  public Delivery(Pool pool, Keyring keyring, TermsStore terms) {
    this.pool = pool;
    this.keyring = keyring;
    this.terms = terms;
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<SeedProblem> problems;

    Refusal(List<SeedProblem> problems) {
      super(null, null, false, false);
      this.problems = problems;
    }
  }

  /**
   * Imports a PSKC file (RFC 6030).
   *
   * @param progress is told the number of fobs so far
   * @throws IOException when the file can't be read
   */
  public DeliveryReport read(
      String institution, Path file, Source source, Instant now, IntConsumer progress)
      throws IOException {
    keyring.load(institution);
    var rules = terms.at(institution, now);
    try {
      return Tx.in(
          pool,
          TIME,
          db -> {
            var intake = new Intake(db, keyring, institution, rules, now, progress);
            read(file, intake);
            intake.flush();
            if (!intake.problems().isEmpty()) throw new Refusal(intake.problems());
            record(db, institution, file, source, now, intake.count());
            return new DeliveryReport.Imported(intake.count());
          });
    } catch (Refusal e) {
      return new DeliveryReport.Refused(e.problems);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void read(Path file, Intake intake) {
    try (InputStream in = Files.newInputStream(file)) {
      SeedFile.read(
          in,
          TransportKey.none(),
          SeedFileLimits.usual(),
          (SeedResult result) -> intake.take(result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void record(
      SqlClient db, String institution, Path file, Source source, Instant now, int count) {
    var entry =
        Entry.of(institution, now, source, Action.IMPORT)
            .with("file", String.valueOf(file.getFileName()))
            .with("fobs", count);
    AuditLog.append(db, entry).await();
  }
}
