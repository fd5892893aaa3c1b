package dev.kagimori.stock;

import dev.kagimori.token.Inspection;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which fobs are listed: those that fit all that is not null, in the order of their serials.
 *
 * <p>Box, delivery, branch with and without state, and state are each found by an index that has
 * their fobs in this order, a make by a range of it. What is asked beside is held against so many
 * of them at a time ({@link #LOOKED_AT_MAX}), so that a page costs what it costs however many fobs
 * there are; it may be short then although others follow.
 *
 * @param after the last serial number of the page before
 * @param limit 1 to 500
 */
public record FobFilter(
    @Nullable TokenState state,
    @Nullable Inspection inspection,
    @Nullable String branch,
    @Nullable String box,
    @Nullable Integer delivery,
    @Nullable String make,
    @Nullable SerialNumber after,
    int limit) {

  public static final int LIMIT_MAX = 500;

  /** Fobs that a page looks at where no index has all that is asked. */
  public static final int LOOKED_AT_MAX = 5_000;

  private static final List<TokenState> STATES =
      List.of(
          TokenState.IN_STOCK,
          TokenState.ALLOCATED,
          TokenState.IN_USE,
          TokenState.RELEASED,
          TokenState.REVOKED,
          TokenState.RETIRED);

  private static final String LAST = "Z".repeat(20);

  /** Of one index, in its order. */
  private static final String ORDERED =
      """
      SELECT serial, make, state, inspection, branch, box, shelf, delivery, shipped_at
      FROM token
      WHERE institution = $1 AND kind = 'HARDWARE' AND %s
        AND serial > $2 AND serial >= $3 AND serial <= $4
      ORDER BY serial LIMIT %d
      """;

  /**
   * Each part has its own statement, with its bounds written out: a plan that is made for any
   * number of rows would sort them all.
   */
  String sql() {
    return isServed()
        ? ordered(fetched())
        : """
        WITH looked AS MATERIALIZED (
        %s)
        (SELECT looked.*, NULL AS reached FROM looked WHERE %s ORDER BY serial LIMIT %d)
        UNION ALL
        (SELECT max(serial), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, count(*)
         FROM looked)
        """
            .formatted(ordered(LOOKED_AT_MAX), String.join(" AND ", rest()), limit);
  }

  Tuple values() {
    var values =
        Tuple.tuple()
            .addString(after == null ? "" : after.value())
            .addString(make == null ? "" : make)
            .addString(make == null ? LAST : (make + LAST).substring(0, LAST.length()));
    if (box != null) values.addString(box);
    if (delivery != null) values.addInteger(delivery);
    if (branch != null) values.addString(branch);
    if (inspection != null) values.addString(inspection.name());
    return values;
  }

  /** Whether one index has all that is asked. */
  boolean isServed() {
    return rest().isEmpty();
  }

  /** One more than is told, in few sizes. */
  private int fetched() {
    return limit <= 100 ? 101 : LIMIT_MAX + 1;
  }

  private String ordered(int most) {
    if (box != null) return ORDERED.formatted("box = " + place(), most);
    if (delivery != null) return ORDERED.formatted("delivery = " + place(box), most);
    var lies = branch == null ? "" : "branch = " + place(box, delivery) + " AND ";
    var states = state == null ? STATES : List.of(state);
    var parts =
        states.stream()
            .map(one -> ORDERED.formatted(lies + "state = '" + one.name() + "'", most))
            .toList();
    return parts.size() == 1
        ? parts.getFirst()
        : parts.stream()
            .collect(
                Collectors.joining(
                    ") UNION ALL (",
                    "SELECT * FROM ((",
                    ")) AS parts ORDER BY serial LIMIT " + most));
  }

  private List<String> rest() {
    var rest = new ArrayList<String>();
    boolean byBox = box != null;
    boolean byDelivery = !byBox && delivery != null;
    if (byBox && delivery != null) rest.add("delivery = " + place(box));
    if ((byBox || byDelivery) && branch != null) rest.add("branch = " + place(box, delivery));
    if ((byBox || byDelivery) && state != null) rest.add("state = '" + state.name() + "'");
    if (inspection != null)
      rest.add("coalesce(inspection, 'UNCHECKED') = " + place(box, delivery, branch));
    return rest;
  }

  /** Where {@link #values} has what comes after these. */
  private static String place(@Nullable Object... before) {
    return "$" + (5 + Stream.of(before).filter(Objects::nonNull).count());
  }
}
