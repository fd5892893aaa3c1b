package dev.kagimori.stock.export;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.Tx;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.keyring.Sealed;
import dev.kagimori.keyring.SeedUnusable;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.PskcWriter;
import dev.kagimori.stock.seedfile.SeedRecord;
import dev.kagimori.stock.transport.KeyValue;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Writes seeds into an encrypted file, one at a time: each is opened, sealed for the other system
 * and wiped before the next one.
 */
public final class SeedWriting {
  private static final int PAGE = 2_000;

  /** What a customer could start to use, and, where it is asked for, what they use. */
  private static final String FIT =
      """
      t.kind = 'HARDWARE'
      AND (t.state IN ('IN_STOCK', 'ALLOCATED', 'RELEASED') OR ($3 AND t.state = 'IN_USE'))
      """;

  private static final String COLUMNS =
      """
      t.serial, t.algorithm, t.digits, t.step_seconds, t.sealed_seed, t.key_version,
      t.drift_seconds
      """;

  /** As in {@link StockCsv}: a page is bounded by what is looked at. */
  private static final String PAGED =
      """
      WITH page AS MATERIALIZED (
        SELECT t.* FROM token t WHERE t.institution = $1 AND t.serial > $2
        ORDER BY t.serial LIMIT 2000)
      SELECT s.last, s.seen, w.*
      FROM (SELECT max(serial) AS last, count(*)::int AS seen FROM page) s
      LEFT JOIN (SELECT %s FROM page t LEFT JOIN delivery d
                   ON d.institution = $1 AND d.delivery = t.delivery
                 WHERE %s AND ($4::text IS NULL OR d.name = $4)
                   AND ($5::text IS NULL OR t.make = $5
                        OR (t.make IS NULL AND starts_with(t.serial, $5)))) w ON true
      ORDER BY w.serial
      """
          .formatted(COLUMNS, FIT);

  private static final String LISTED =
      """
      SELECT ''::text AS last, 0 AS seen, %s
      FROM token t WHERE t.institution = $1 AND t.serial = ANY($2) AND %s ORDER BY t.serial
      """
          .formatted(COLUMNS, FIT);

  private final Pool pool;
  private final Keyring keyring;

  SeedWriting(Pool pool, Keyring keyring) {
    this.pool = pool;
    this.keyring = keyring;
  }

  Job job(SeedFilter wanted, KeyValue key, String keyName, Entry entry, String institution) {
    return new Job(wanted, key, keyName, entry, institution);
  }

  /** One file; it is written once. */
  public final class Job {
    private final SeedFilter wanted;
    private final KeyValue key;
    private final String keyName;
    private final Entry entry;
    private final String institution;
    private int written;
    private int unusable;
    private @Nullable String first;
    private @Nullable String last;

    private Job(SeedFilter wanted, KeyValue key, String keyName, Entry entry, String institution) {
      this.wanted = wanted;
      this.key = key;
      this.keyName = keyName;
      this.entry = entry;
      this.institution = institution;
    }

    /** Awaits, and blocks where the stream does; audited with what was written, broken or not. */
    public void writeTo(OutputStream out) throws IOException {
      try (key) {
        var file = begin(out);
        if (wanted.serials().isEmpty()) pages(file);
        else rows(file, listed());
        file.finish();
        tell(entry);
      } catch (IOException | RuntimeException e) {
        tell(entry.refused("BROKEN"));
        throw e;
      }
    }

    private PskcWriter begin(OutputStream out) throws IOException {
      if (key.isPassword()) return PskcWriter.password(out, key.chars());
      var bytes = key.bytes();
      try {
        return PskcWriter.preShared(out, bytes, keyName);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    }

    private void tell(Entry what) {
      var details =
          new JsonObject()
              .put("seeds", written)
              .put("unusable", unusable)
              .put("first", first)
              .put("last", last);
      Tx.in(
          pool,
          db -> {
            AuditLog.append(db, what.with(details)).await();
            return true;
          });
    }

    private void pages(PskcWriter file) throws IOException {
      String after = "";
      int seen = PAGE;
      while (seen == PAGE) {
        var values =
            Tuple.tuple()
                .addString(institution)
                .addString(after)
                .addBoolean(wanted.inUse())
                .addString(wanted.delivery().orElse(null))
                .addString(wanted.make().orElse(null));
        var page = Tx.read(pool, PAGED, values);
        var head = page.iterator().next();
        seen = head.getInteger("seen");
        if (seen > 0) after = head.getString("last");
        rows(file, page);
      }
    }

    private RowSet<Row> listed() {
      var values =
          Tuple.tuple()
              .addString(institution)
              .addArrayOfString(wanted.serials().toArray(String[]::new))
              .addBoolean(wanted.inUse());
      return Tx.read(pool, LISTED, values);
    }

    private void rows(PskcWriter file, RowSet<Row> rows) throws IOException {
      for (var row : rows) {
        var serial = row.getString("serial");
        if (serial == null) continue; // of a page without any
        var sealed =
            new Sealed(row.getBuffer("sealed_seed").getBytes(), row.getInteger("key_version"));
        try (var seed = keyring.open(institution, serial, sealed)) {
          file.add(record(row, serial, seed));
        } catch (SeedUnusable e) { // the alarm was raised where it was opened
          unusable++;
          continue;
        }
        written++;
        if (first == null) first = serial;
        last = serial;
      }
    }

    private SeedRecord record(Row row, String serial, Seed seed) {
      int step = row.getInteger("step_seconds");
      return new SeedRecord(
          written + 1,
          0,
          serial,
          serial,
          "",
          "",
          Optional.of(Algorithm.valueOf(row.getString("algorithm"))),
          OptionalInt.of(row.getInteger("digits")),
          OptionalInt.of(step),
          seed,
          bits(seed),
          false,
          Optional.empty(),
          Optional.empty(),
          row.getInteger("drift_seconds") / step);
    }

    private static int bits(Seed seed) {
      var clear = seed.reveal();
      Arrays.fill(clear, (byte) 0);
      return clear.length * 8;
    }
  }
}
