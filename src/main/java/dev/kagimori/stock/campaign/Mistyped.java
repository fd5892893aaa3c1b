package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.stock.Known;
import dev.kagimori.stock.campaign.Making.Made;
import dev.kagimori.stock.campaign.Making.Made.NotInTheBooks;
import dev.kagimori.stock.campaign.Making.Made.NotInTheBooks.Missing;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
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
      ORDER BY 1 LIMIT %d
      """
          .formatted(NotInTheBooks.NAMED_MAX);

  private static final String NO_CONTRACT =
      """
      SELECT a.place FROM unnest($2::text[]) WITH ORDINALITY AS a (contract, place)
      WHERE NOT EXISTS (SELECT FROM contract WHERE institution = $1 AND contract = a.contract)
      ORDER BY 1 LIMIT %d
      """
          .formatted(NotInTheBooks.NAMED_MAX);

  private static final String NO_USER =
      """
      SELECT a.place FROM unnest($2::text[], $3::text[]) WITH ORDINALITY
        AS a (contract, user_id, place)
      WHERE NOT EXISTS (
        SELECT FROM customer
        WHERE institution = $1 AND contract = a.contract AND user_id = a.user_id)
      ORDER BY 1 LIMIT %d
      """
          .formatted(NotInTheBooks.NAMED_MAX);

  private Mistyped() {}

  /** Those that are in no book, if any; awaits. */
  static Optional<Made> in(SqlClient db, String institution, Whom whom, Terms rules) {
    var missing = new ArrayList<Missing>();
    named(db, institution, whom, rules).ifPresent(missing::add);
    missing.addAll(serials(db, institution, whom.serials()));
    missing.addAll(contracts(db, institution, whom.contracts()));
    missing.addAll(owners(db, institution, whom.owners()));
    return missing.isEmpty() ? Optional.empty() : Optional.of(new NotInTheBooks(missing));
  }

  private static Optional<Missing> named(SqlClient db, String institution, Whom whom, Terms rules) {
    var make = whom.make();
    if (make != null && !isMake(db, institution, make, rules))
      return Optional.of(new Missing("make", make));
    return Known.missing(db, institution, whom.branch(), null, whom.delivery())
        .map(what ->
            new Missing(
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

  private static List<Missing> serials(
      SqlClient db, String institution, @Nullable List<SerialNumber> all) {
    if (all == null) return List.of();
    var values = all.stream().map(SerialNumber::value).toArray(String[]::new);
    return missing(
        db,
        NO_SERIAL,
        Tuple.tuple().addString(institution).addArrayOfString(values),
        place -> new Missing("serials/" + place, values[place]));
  }

  private static List<Missing> contracts(
      SqlClient db, String institution, @Nullable List<String> all) {
    if (all == null) return List.of();
    return missing(
        db,
        NO_CONTRACT,
        Tuple.tuple().addString(institution).addArrayOfString(all.toArray(String[]::new)),
        place -> new Missing("contracts/" + place, all.get(place)));
  }

  private static List<Missing> owners(SqlClient db, String institution, @Nullable List<Owner> all) {
    if (all == null) return List.of();
    var values =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(all.stream().map(Owner::contract).toArray(String[]::new))
            .addArrayOfString(all.stream().map(Owner::user).toArray(String[]::new));
    return missing(
        db,
        NO_USER,
        values,
        place -> {
          var owner = all.get(place);
          return new Missing("users/" + place, owner.contract() + "/" + owner.user());
        });
  }

  /**
   * The first of a list.
   *
   * @param of a place in it, counted from 0
   */
  private static List<Missing> missing(
      SqlClient db, String sql, Tuple values, IntFunction<Missing> of) {
    var missing = new ArrayList<Missing>();
    for (var row : db.preparedQuery(sql).execute(values).await())
      missing.add(of.apply(Math.toIntExact(row.getLong("place")) - 1));
    return missing;
  }
}
