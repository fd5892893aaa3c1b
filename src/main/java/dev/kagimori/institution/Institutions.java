package dev.kagimori.institution;

import dev.kagimori.database.Tx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** The tenants. */
public final class Institutions {
  private static final String ADD =
      "INSERT INTO institution (institution) VALUES ($1) ON CONFLICT DO NOTHING";

  private Institutions() {}

  /**
   * Adds an institution with its first terms; one that exists gets these terms from now on.
   *
   * @param institution {@code [a-z][a-z0-9-]{1,31}}
   * @throws IllegalArgumentException when the terms make no sense
   */
  public static void put(SqlClient db, String institution, JsonObject terms, Instant from) {
    db.preparedQuery(ADD).execute(Tuple.of(institution)).await();
    TermsStore.put(db, institution, from, terms);
  }

  public static boolean exists(SqlClient db, String institution) {
    return db.preparedQuery("SELECT 1 FROM institution WHERE institution = $1")
            .execute(Tuple.of(institution))
            .await()
            .size()
        == 1;
  }

  public static List<String> all(Pool pool) {
    var rows =
        Tx.read(pool, "SELECT institution FROM institution ORDER BY institution", Tuple.tuple());
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("institution"))
        .toList();
  }
}
