package dev.kagimori.verification;

import dev.kagimori.token.StoredToken;
import dev.kagimori.token.TokenStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads all that a batch is judged by, in one statement and without a lock. */
final class Lookup {
  private static final String READ =
      "SELECT "
          + TokenStore.COLUMNS
          + """
          , d.n::int, k.fingerprint, k.answer,
            t.serial IS NOT NULL OR EXISTS (
              SELECT 1 FROM customer c WHERE c.institution = d.institution
                AND c.contract = d.contract AND c.user_id = d.user_id) AS known
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[])
               WITH ORDINALITY AS d(institution, contract, user_id, client, reference, n)
          LEFT JOIN token t
            ON t.institution = d.institution AND t.owner_contract = d.contract
               AND t.owner_user = d.user_id AND t.owner_user IS NOT NULL AND t.state = 'IN_USE'
          LEFT JOIN attempt k
            ON k.institution = d.institution AND k.client = d.client
               AND k.reference = d.reference AND k.at > $6
          """;

  private Lookup() {}

  /**
   * What the database has of an ask.
   *
   * @param known whether the institution has such a user
   * @param stored the token that is registered; null: none is
   * @param first what the same reference was answered before
   */
  record Found(boolean known, @Nullable StoredToken stored, Optional<Attempt.First> first) {}

  /** One for each ask, in their order. */
  static Future<Found[]> read(SqlClient db, List<Ask> asks, Instant now) {
    var values =
        Tuple.tuple()
            .addArrayOfString(texts(asks, ask -> ask.asker().institution()))
            .addArrayOfString(texts(asks, ask -> ask.asker().contract()))
            .addArrayOfString(texts(asks, ask -> ask.asker().user()))
            .addArrayOfString(texts(asks, ask -> ask.call().caller().client()))
            .addArrayOfUUID(references(asks))
            .addOffsetDateTime(now.minus(Attempt.KEPT).atOffset(ZoneOffset.UTC));
    return db.preparedQuery(READ)
        .execute(values)
        .map(rows -> {
          var found = new Found[asks.size()];
          for (var row : rows) {
            int n = row.getInteger("n") - 1;
            found[n] = found(asks.get(n), row);
          }
          return found;
        });
  }

  private static Found found(Ask ask, Row row) {
    Buffer fingerprint = row.getBuffer("fingerprint");
    return new Found(
        row.getBoolean("known"),
        row.getString(0) == null ? null : TokenStore.stored(row),
        fingerprint == null
            ? Optional.empty()
            : ask.attempt()
                .map(attempt -> attempt.first(fingerprint, row.getJsonObject("answer"))));
  }

  private static String[] texts(List<Ask> asks, Function<Ask, String> value) {
    var texts = new String[asks.size()];
    for (int i = 0; i < texts.length; i++) texts[i] = value.apply(asks.get(i));
    return texts;
  }

  private static @Nullable UUID[] references(List<Ask> asks) {
    var references = new @Nullable UUID[asks.size()];
    for (int i = 0; i < references.length; i++)
      references[i] = asks.get(i).attempt().map(Attempt::reference).orElse(null);
    return references;
  }
}
