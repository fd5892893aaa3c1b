package dev.kagimori.database;

import static java.util.stream.Collectors.joining;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
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

  private static final String DIVISION_BY_ZERO = "22012";
  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

  /** As many as there are sequences of rows in the service's code. */
  private static final Map<List<Row>, String> STATEMENTS = new ConcurrentHashMap<>();

  private final List<Row> rows = new ArrayList<>();
  private final Tuple values = Tuple.tuple();

  Writes() {}

  /**
   * Adds a row.
   *
   * @param sql a constant: an INSERT, UPDATE or DELETE of one row that returns nothing
   */
  public Writes row(String sql, Tuple its) {
    return row("row_" + rows.size(), sql, its);
  }

  /**
   * Adds a row that a later row's statement may select from.
   *
   * @param name in that statement
   * @param sql a constant: an INSERT, UPDATE or DELETE of one row that returns nothing
   */
  public Writes row(String name, String sql, Tuple its) {
    rows.add(new Row(name, sql));
    for (int n = 0; n < its.size(); n++) values.addValue(its.getValue(n));
    return this;
  }

  /**
   * Sends them; what fails leaves the transaction in such a state that a COMMIT behind it undoes
   * everything. So does a statement that failed earlier, whatever became of its failure.
   */
  Future<Void> send(SqlClient db) {
    if (rows.isEmpty()) return db.query("SELECT 1").execute().mapEmpty();
    return db.preparedQuery(STATEMENTS.computeIfAbsent(List.copyOf(rows), Writes::statement))
        .execute(values)
        .recover(Writes::told)
        .mapEmpty();
  }

  private static <T> Future<T> told(Throwable e) {
    return Future.failedFuture(
        e instanceof PgException failed && DIVISION_BY_ZERO.equals(failed.getSqlState())
            ? new IllegalStateException("a row changed although it was held", e)
            : e);
  }

  private static String statement(List<Row> rows) {
    var with = new ArrayList<String>();
    int parameters = 0;
    for (var row : rows) {
      int before = parameters;
      var numbers =
          PARAMETER.matcher(row.sql).results().mapToInt(n -> Integer.parseInt(n.group(1)));
      with.add(row.name + " AS (" + renumbered(row.sql, before) + " RETURNING 1)");
      parameters += numbers.max().orElse(0);
    }
    var names = rows.stream().map(Row::name).collect(joining(", "));
    // where a row is missing there are none in all, and the transaction fails
    return "WITH " + String.join(",\n", with) + "\nSELECT 1 / count(*) FROM " + names;
  }

  private static String renumbered(String sql, int before) {
    return PARAMETER.matcher(sql).replaceAll(n -> "\\$" + (before + Integer.parseInt(n.group(1))));
  }
}
