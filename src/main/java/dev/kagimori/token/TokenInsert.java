package dev.kagimori.token;

import dev.kagimori.institution.Times;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Takes what makers deliver into the books, many at a time. */
public final class TokenInsert {
  /** Who is there already stays as they are. An app token has no place in stock. */
  private static final String INSERT =
      """
      INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                         key_version, state, valid_until, drift_seconds, delivered_drift,
                         delivered_at, make, delivery, branch, box)
      SELECT $1, d.serial, d.kind, d.algorithm, d.digits, d.step, d.seed, d.key, d.state, d.until,
             d.drift, d.drift, $12, d.make, CASE WHEN d.make IS NOT NULL THEN $14::int END,
             CASE WHEN d.make IS NOT NULL THEN $15::text END,
             CASE WHEN d.make IS NOT NULL THEN $16::text END
      FROM unnest($2::text[], $3::text[], $4::text[], $5::smallint[], $6::smallint[], $7::bytea[],
                  $8::int[], $9::text[], $10::timestamptz[], $11::int[], $13::text[])
        AS d(serial, kind, algorithm, digits, step, seed, key, state, until, drift, make)
      ON CONFLICT DO NOTHING RETURNING serial
      """;

  /**
   * A token, and its make.
   *
   * @param make the prefix by which the terms know a fob's; null for an app token
   */
  public record Delivered(StoredToken stored, @Nullable String make) {}

  /** With which delivery tokens came, and where they are put. */
  public record Origin(int delivery, String branch, Optional<String> box) {}

  private TokenInsert() {}

  /**
   * Takes tokens into the books.
   *
   * @param tokens in the order of their serial numbers
   * @param at since when their clocks have drifted from what the maker measured
   * @return those that are new; the others were there already and are left alone
   */
  public static Future<Set<String>> insert(
      SqlClient db, String institution, List<Delivered> tokens, Origin origin, Instant at) {
    return db.preparedQuery(INSERT)
        .execute(values(institution, tokens, origin, at))
        .map(rows -> {
          Set<String> added = HashSet.newHashSet(rows.size());
          for (var row : rows) added.add(row.getString(0));
          return added;
        });
  }

  private static Tuple values(
      String institution, List<Delivered> tokens, Origin origin, Instant at) {
    return Tuple.tuple()
        .addString(institution)
        .addArrayOfString(column(tokens, t -> t.token().serial().value(), String[]::new))
        .addArrayOfString(column(tokens, t -> t.token().kind().name(), String[]::new))
        .addArrayOfString(column(tokens, t -> t.token().totp().algorithm().name(), String[]::new))
        .addArrayOfShort(column(tokens, t -> (short) t.token().totp().digits(), Short[]::new))
        .addArrayOfShort(column(tokens, t -> (short) t.token().totp().stepSeconds(), Short[]::new))
        .addArrayOfBuffer(column(tokens, t -> Buffer.buffer(t.seed().bytes()), Buffer[]::new))
        .addArrayOfInteger(column(tokens, t -> t.seed().keyVersion(), Integer[]::new))
        .addArrayOfString(column(tokens, t -> t.token().state().name(), String[]::new))
        .addArrayOfOffsetDateTime(
            column(tokens, t -> Times.column(t.token().validUntil()), OffsetDateTime[]::new))
        .addArrayOfInteger(column(tokens, t -> (int) t.token().driftSeconds(), Integer[]::new))
        .addOffsetDateTime(Times.column(at))
        .addArrayOfString(tokens.stream().map(Delivered::make).toArray(String[]::new))
        .addInteger(origin.delivery())
        .addString(origin.branch())
        .addString(origin.box().orElse(null));
  }

  private static <T> T[] column(
      List<Delivered> tokens, Function<StoredToken, T> value, IntFunction<T[]> array) {
    return tokens.stream().map(t -> value.apply(t.stored())).toArray(array);
  }
}
