package dev.kagimori.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What a transaction saves at its end: rows that go in one statement, in the order in which they
 * were added. Each is a row that is new or held, so that one that is not written is a fault, and
 * nothing is committed then.
 */
public final class Writes {
  private record Row(String name, String sql) {}

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

  /** As many as there are sequences of rows in the service's code. */
  private static final Map<List<Row>, String> STATEMENTS = new ConcurrentHashMap<>();

  private final List<Row> rows = new ArrayList<>();
  private final Tuple values = Tuple.tuple();
  private Future<Void> sent = Future.succeededFuture();

  Writes() {}

  /**
   * Adds a row.
   *
   * @param name by which a later row's statement may select from this one
   * @param sql a constant: an INSERT, UPDATE or DELETE of one row that returns nothing
   */
  public Writes row(String name, String sql, Tuple its) {
    rows.add(new Row(name, sql));
    for (int n = 0; n < its.size(); n++) values.addValue(its.getValue(n));
    return this;
  }

  /** Adds what a store has sent already; the rows follow without waiting for it. */
  public Writes sent(Future<Boolean> written) {
    var checked = written.<Void>map(Writes::requireWhole);
    sent = sent.compose(_ -> checked);
    return this;
  }

  Future<Void> send(SqlClient db) {
    if (rows.isEmpty()) return sent;
    var written =
        db.preparedQuery(STATEMENTS.computeIfAbsent(List.copyOf(rows), Writes::statement))
            .execute(values)
            .<Void>map(result -> requireWhole(result.iterator().next().getBoolean(0)));
    return sent.compose(_ -> written);
  }

  private static Void requireWhole(boolean whole) {
    if (!whole) throw new IllegalStateException("a row changed although it was held");
    return null;
  }

  private static String statement(List<Row> rows) {
    var with = new ArrayList<String>();
    var counts = new ArrayList<String>();
    int parameters = 0;
    for (var row : rows) {
      int before = parameters;
      var numbers =
          PARAMETER.matcher(row.sql).results().mapToInt(n -> Integer.parseInt(n.group(1)));
      with.add(row.name + " AS (" + renumbered(row.sql, before) + " RETURNING 1)");
      counts.add("(SELECT count(*) FROM " + row.name + ") = 1");
      parameters += numbers.max().orElse(0);
    }
    return "WITH " + String.join(",\n", with) + "\nSELECT " + String.join(" AND ", counts);
  }

  private static String renumbered(String sql, int before) {
    return PARAMETER.matcher(sql).replaceAll(n -> "\\$" + (before + Integer.parseInt(n.group(1))));
  }
}
