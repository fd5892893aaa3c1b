package dev.kagimori.stock.intake;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Session;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps nothing but that it was done: the serial numbers that were met stand in a transaction that
 * is undone.
 */
final class DryRun extends Books {
  private static final String NOTE =
      """
      INSERT INTO delivery_met (institution, run, serial) SELECT $1, $2, unnest($3::text[])
      ON CONFLICT DO NOTHING RETURNING serial
      """;

  private static final String THERE =
      "SELECT serial FROM token WHERE institution = $1 AND serial = ANY($2)";

  private final UUID run = UUID.randomUUID();
  private final ImportOrder order;
  private final Source source;
  private final InstantSource clock;

  DryRun(Session session, ImportOrder order, Source source, InstantSource clock) {
    super(session, order.institution(), Tally.NONE);
    this.order = order;
    this.source = source;
    this.clock = clock;
  }

  @Override
  void begin() {
    beginLong();
  }

  @Override
  void write(Chunk chunk) {
    var taken = session().within(TIME, db -> taken(db, chunk));
    counted(tally().plus(chunk, taken, new ArrayList<>()));
  }

  private Map<String, Unfit> taken(SqlClient db, Chunk chunk) {
    var serials = chunk.candidates().stream().map(Candidate::serial).toArray(String[]::new);
    var taken = new HashMap<String, Unfit>();
    for (var serial : serials) taken.put(serial, Unfit.DUPLICATE_IN_FILE);
    var noted =
        db.preparedQuery(NOTE)
            .execute(Tuple.tuple().addString(institution()).addUUID(run).addArrayOfString(serials));
    var there =
        db.preparedQuery(THERE)
            .execute(Tuple.tuple().addString(institution()).addArrayOfString(serials));
    for (var row : noted.await()) taken.remove(row.getString("serial"));
    for (var row : there.await()) taken.put(row.getString("serial"), Unfit.EXISTS);
    return taken;
  }

  @Override
  void end(Reading.End end) {
    session().rollback();
    var seen =
        Account.audited(order, source, clock.instant())
            .with(
                new JsonObject()
                    .put("read", tally().read())
                    .put("good", tally().good())
                    .put("rejected", tally().rejected()));
    var reason = Account.reason(end);
    var entry = reason == null ? seen : seen.refused(reason);
    session()
        .transaction(
            TIME,
            db -> {
              AuditLog.append(db, entry).await();
              return true;
            });
  }

  @Override
  long accepted() {
    return tally().good();
  }
}
