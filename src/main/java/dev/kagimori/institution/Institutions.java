package dev.kagimori.institution;

import dev.kagimori.database.Tx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The tenants. */
public final class Institutions {
  private static final String ADD =
      "INSERT INTO institution (institution, service_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";

  private static final String SERVICE_ID =
      "SELECT service_id FROM institution WHERE institution = $1";

  private static final String BY_SERVICE_ID =
      "SELECT institution FROM institution WHERE service_id = $1";

  private static final int SERVICE_IDS = 100_000_000;
  private static final int TRIES = 100;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Institutions() {}

  /**
   * Adds an institution with its first terms; one that exists gets these terms from now on.
   *
   * @param institution {@code [a-z][a-z0-9-]{1,31}}
   * @throws IllegalArgumentException when the terms make no sense
   */
  public static void put(SqlClient db, String institution, JsonObject terms, Instant from) {
    add(db, institution);
    TermsStore.put(db, institution, from, terms);
  }

  /** Under a service ID that no other has; one that exists keeps its own. */
  private static void add(SqlClient db, String institution) {
    for (int n = 0; n < TRIES && !exists(db, institution); n++) {
      var serviceId = "%08d".formatted(RANDOM.nextInt(SERVICE_IDS));
      db.preparedQuery(ADD).execute(Tuple.of(institution, serviceId)).await();
    }
    if (!exists(db, institution)) throw new IllegalStateException("no service ID is free");
  }

  /** By what apps name it: eight digits. */
  public static Optional<String> serviceId(SqlClient db, String institution) {
    for (var row : db.preparedQuery(SERVICE_ID).execute(Tuple.of(institution)).await())
      return Optional.of(row.getString("service_id"));
    return Optional.empty();
  }

  /** The institution that an app names. */
  public static Optional<String> byServiceId(SqlClient db, String serviceId) {
    for (var row : db.preparedQuery(BY_SERVICE_ID).execute(Tuple.of(serviceId)).await())
      return Optional.of(row.getString("institution"));
    return Optional.empty();
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
