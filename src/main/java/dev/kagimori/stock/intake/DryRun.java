package dev.kagimori.stock.intake;

import dev.kagimori.database.Session;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Writes nothing: the file's serial numbers stand in a table of the session's own meanwhile. */
final class DryRun extends Books {
  private static final String SEEN =
      "CREATE TEMPORARY TABLE import_seen (serial text PRIMARY KEY) ON COMMIT DROP";

  private static final String NOTE =
      """
      INSERT INTO pg_temp.import_seen SELECT unnest($1::text[]) ON CONFLICT DO NOTHING
      RETURNING serial
      """;

  private static final String THERE =
      "SELECT serial FROM token WHERE institution = $1 AND serial = ANY($2)";

  DryRun(Session session, String institution) {
    super(session, institution, Tally.NONE);
  }

  @Override
  void begin() {
    session().begin(TIME);
    session().within(TIME, db -> db.query(SEEN).execute().await());
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
    var noted = db.preparedQuery(NOTE).execute(Tuple.tuple().addArrayOfString(serials));
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
  }

  @Override
  long accepted() {
    return tally().good();
  }
}
