package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.campaign.Making.Made.NotInTheBooks;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the books know what a campaign's fobs are chosen by, so that nobody takes a mistyped name
 * for an empty choice, or is left without a fob by a mistyped line of a list.
 */
final class Mistyped {
  /** A fob whose longest known prefix it is. */
  private static final String OF_MAKE =
      """
      SELECT FROM token t
      WHERE t.institution = $1 AND t.serial >= $4 AND t.serial <= $5 AND %s LIMIT 1
      """
          .formatted(Chosen.holds("t.serial", "$2", "$3"));

  private static final String NO_SERIAL =
      """
      SELECT a.place FROM unnest($2::text[]) WITH ORDINALITY AS a (serial, place)
      WHERE NOT EXISTS (SELECT FROM token WHERE institution = $1 AND serial = a.serial)
      ORDER BY 1 LIMIT 1
      """;

  private static final String NO_CONTRACT =
      """
      SELECT a.place FROM unnest($2::text[]) WITH ORDINALITY AS a (contract, place)
      WHERE NOT EXISTS (SELECT FROM contract WHERE institution = $1 AND contract = a.contract)
      ORDER BY 1 LIMIT 1
      """;

  private static final String NO_USER =
      """
      SELECT a.place FROM unnest($2::text[], $3::text[]) WITH ORDINALITY
        AS a (contract, user_id, place)
      WHERE NOT EXISTS (
        SELECT FROM customer
        WHERE institution = $1 AND contract = a.contract AND user_id = a.user_id)
      ORDER BY 1 LIMIT 1
      """;

  private Mistyped() {}

  /** The first that is in no book; awaits. */
  static Optional<NotInTheBooks> in(SqlClient db, String institution, Whom whom, Terms rules) {
    return named(db, institution, whom, rules)
        .or(() ->
            listed(db, institution, NO_SERIAL, "serials", whom.serials(), SerialNumber::value))
        .or(() -> listed(db, institution, NO_CONTRACT, "contracts", whom.contracts(), it -> it))
        .or(() -> owner(db, institution, whom.owners()));
  }

  private static Optional<NotInTheBooks> named(
      SqlClient db, String institution, Whom whom, Terms rules) {
    var make = whom.make();
    if (make != null && !isMake(db, institution, make, rules))
      return Optional.of(new NotInTheBooks("make", make));
    return Known.missing(db, institution, whom.branch(), null, whom.delivery())
        .map(what ->
            new NotInTheBooks(
                what.name().toLowerCase(Locale.ROOT),
                what == Known.BRANCH ? "" + whom.branch() : "" + whom.delivery()));
  }

  /** Of the terms, or of fobs that there are, whatever the terms have become. */
  private static boolean isMake(SqlClient db, String institution, String make, Terms rules) {
    if (rules.makes().stream().map(Make::prefix).anyMatch(make::equals)) return true;
    var chosen = Chosen.of(List.of(make), rules);
    var values =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(chosen.prefixArray())
            .addArrayOfString(chosen.otherArray())
            .addString(chosen.lowest())
            .addString(chosen.highest());
    return db.preparedQuery(OF_MAKE).execute(values).await().size() > 0;
  }

  private static <T> Optional<NotInTheBooks> listed(
      SqlClient db,
      String institution,
      String sql,
      String field,
      @Nullable List<T> all,
      Function<T, String> text) {
    if (all == null) return Optional.empty();
    var values = all.stream().map(text).toArray(String[]::new);
    return first(db, sql, Tuple.tuple().addString(institution).addArrayOfString(values))
        .map(place -> new NotInTheBooks(field + "/" + place, values[place]));
  }

  private static Optional<NotInTheBooks> owner(
      SqlClient db, String institution, @Nullable List<Owner> all) {
    if (all == null) return Optional.empty();
    var values =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(all.stream().map(Owner::contract).toArray(String[]::new))
            .addArrayOfString(all.stream().map(Owner::user).toArray(String[]::new));
    return first(db, NO_USER, values)
        .map(place -> {
          var owner = all.get(place);
          return new NotInTheBooks("users/" + place, owner.contract() + "/" + owner.user());
        });
  }

  /** Counted from 0. */
  private static Optional<Integer> first(SqlClient db, String sql, Tuple values) {
    for (var row : db.preparedQuery(sql).execute(values).await())
      return Optional.of(Math.toIntExact(row.getLong("place")) - 1);
    return Optional.empty();
  }
}
