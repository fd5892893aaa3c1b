package dev.kagimori.stock.intake;

import dev.kagimori.institution.Times;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of {@code delivery} while their files are being imported. */
final class Ledger {
  private static final String FIND =
      """
      SELECT delivery, branch, on_error, state, read, accepted, read_mac FROM delivery
      WHERE institution = $1 AND name = $2
      """;

  private static final String ADD =
      """
      INSERT INTO delivery (institution, delivery, name, received_at, received_by, branch, file_name,
                            on_error, state, progress_at)
      SELECT $1, coalesce(max(delivery), 0) + 1, $2, $3, $4, $5, $6, $7, 'READING', $3
      FROM delivery WHERE institution = $1
      RETURNING delivery
      """;

  private static final String AGAIN =
      """
      UPDATE delivery SET received_at = $3, received_by = $4, branch = $5, file_name = $6,
             on_error = $7, state = 'READING', read = 0, accepted = 0, rejected = 0, duplicates = 0,
             makes = '{}', read_mac = NULL, progress_at = $3, ended_at = NULL
      WHERE institution = $1 AND delivery = $2
      """;

  private static final String FORGET =
      "DELETE FROM delivery_rejection WHERE institution = $1 AND delivery = $2";

  private static final String GO_ON =
      """
      UPDATE delivery SET state = 'READING', progress_at = $3, ended_at = NULL
      WHERE institution = $1 AND delivery = $2
      RETURNING read, accepted, rejected, duplicates, makes
      """;

  private static final String COUNT =
      """
      UPDATE delivery SET read = $3, accepted = $4, rejected = $5, duplicates = $6, makes = $7,
             read_mac = $8, progress_at = $9, state = $10, ended_at = $11
      WHERE institution = $1 AND delivery = $2
      """;

  private static final String KEEP =
      """
      UPDATE delivery SET order_mac = $3, seeds_in_clear = $4, open_end = $5
      WHERE institution = $1 AND delivery = $2
      """;

  private static final String REJECT =
      """
      INSERT INTO delivery_rejection (institution, delivery, rejection, position, line, serial,
                                      reason, field, ja, en)
      SELECT $1, $2, $3 + r.n, r.position, r.line, r.serial, r.reason, r.field, r.ja, r.en
      FROM unnest($4::bigint[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[],
                  $10::text[])
        WITH ORDINALITY AS r(position, line, serial, reason, field, ja, en, n)
      """;

  /** As which an import goes on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(int delivery, String branch, Tally before, byte[] readMac) {
    Entry {
      readMac = readMac.clone();
    }

    @Override
    public byte[] readMac() {
      return readMac.clone();
    }
  }

  private final String institution;

  Ledger(String institution) {
    this.institution = institution;
  }

  /** The delivery's lock, for as long as the session lasts; false where somebody else has it. */
  boolean lock(SqlClient db, String name) {
    return DeliveryLock.take(db, institution, name);
  }

  /** Opens the row of a delivery that is new, or whose import had not ended. */
  Begin begin(SqlClient db, ImportOrder order, String by, Instant now) {
    for (var row : db.preparedQuery(FIND).execute(Tuple.of(institution, order.delivery())).await())
      return again(db, order, row, by, now);
    DeliveryLock.numbering(db, institution);
    var values =
        Tuple.tuple()
            .addString(institution)
            .addString(order.delivery())
            .addOffsetDateTime(Times.column(now))
            .addString(by)
            .addString(order.branch())
            .addString(order.fileName())
            .addString(order.onError().name());
    var added = db.preparedQuery(ADD).execute(values).await().iterator().next().getInteger(0);
    return new Begin.At(new Entry(added, order.branch(), Tally.NONE, new byte[0]));
  }

  /** What comes of an order. */
  sealed interface Begin {
    record At(Entry entry) implements Begin {}

    record Not(ImportOutcome.Refused why) implements Begin {}
  }

  private Begin again(SqlClient db, ImportOrder order, Row row, String by, Instant now) {
    int delivery = row.getInteger("delivery");
    boolean open = !row.getString("state").equals("DONE");
    boolean kept = row.getString("on_error").equals("SKIP") && row.getLong("accepted") > 0;
    if (!open) return new Begin.Not(Refusals.taken(order.delivery()));
    if (!kept) {
      var values =
          Tuple.tuple()
              .addString(institution)
              .addInteger(delivery)
              .addOffsetDateTime(Times.column(now))
              .addString(by)
              .addString(order.branch())
              .addString(order.fileName())
              .addString(order.onError().name());
      db.preparedQuery(AGAIN).execute(values).await();
      db.preparedQuery(FORGET).execute(Tuple.of(institution, delivery)).await();
      return new Begin.At(new Entry(delivery, order.branch(), Tally.NONE, new byte[0]));
    }
    if (order.onError() == ImportOrder.OnError.STOP)
      return new Begin.Not(Refusals.begunWithSkip(order.delivery()));
    var mac = row.getBuffer("read_mac").getBytes();
    var values = Tuple.of(institution, delivery, Times.column(now));
    var counts = db.preparedQuery(GO_ON).execute(values).await().iterator().next();
    var told = Imports.rejected(db, institution, delivery, 0, ImportReport.REJECTED_MAX);
    return new Begin.At(new Entry(delivery, row.getString("branch"), tally(counts, told), mac));
  }

  private static Tally tally(Row row, List<Rejection> told) {
    return new Tally(
        row.getLong("read"),
        row.getLong("accepted"),
        row.getLong("rejected"),
        row.getLong("duplicates"),
        Imports.makes(row.getJsonObject("makes")),
        told);
  }

  /** Writes how far it is, or how it ended. */
  void count(
      SqlClient db,
      int delivery,
      Tally tally,
      long accepted,
      byte @Nullable [] readMac,
      Imported.State state,
      Instant now) {
    var makes = new JsonObject();
    if (accepted > 0) tally.makes().forEach(makes::put);
    var ended = state == Imported.State.READING ? Optional.<Instant>empty() : Optional.of(now);
    var values =
        Tuple.tuple()
            .addString(institution)
            .addInteger(delivery)
            .addLong(tally.read())
            .addLong(accepted)
            .addLong(tally.rejected())
            .addLong(tally.duplicates())
            .addJsonObject(makes)
            .addBuffer(readMac == null ? null : Buffer.buffer(readMac))
            .addOffsetDateTime(Times.column(now))
            .addString(state.name())
            .addOffsetDateTime(Times.column(ended.orElse(null)));
    db.preparedQuery(COUNT).execute(values).await();
  }

  /** What a repeat of an order that is done is known by, and told. */
  void keep(SqlClient db, int delivery, byte[] orderMac, FileFacts facts) {
    var values =
        Tuple.of(
            institution, delivery, Buffer.buffer(orderMac), facts.seedsInClear(), facts.openEnd());
    db.preparedQuery(KEEP).execute(values).await();
  }

  /**
   * Adds rejections.
   *
   * @param before so many are there
   */
  void reject(SqlClient db, int delivery, int before, List<Rejection> more) {
    if (more.isEmpty()) return;
    var values =
        Tuple.tuple()
            .addString(institution)
            .addInteger(delivery)
            .addInteger(before)
            .addArrayOfLong(more.stream().map(Rejection::position).toArray(Long[]::new))
            .addArrayOfInteger(more.stream().map(Rejection::line).toArray(Integer[]::new))
            .addArrayOfString(texts(more, Rejection::serial))
            .addArrayOfString(texts(more, Rejection::reason))
            .addArrayOfString(texts(more, Rejection::field))
            .addArrayOfString(texts(more, Rejection::ja))
            .addArrayOfString(texts(more, Rejection::en));
    db.preparedQuery(REJECT).execute(values).await();
  }

  private static String[] texts(List<Rejection> more, Function<Rejection, String> text) {
    return more.stream().map(text).toArray(String[]::new);
  }
}
