package dev.kagimori.issue;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * What the public door charges, over all instances and their restarts: a count in a window of time,
 * raised by one statement that tells at once whether it was full already.
 */
final class Throttle {
  /** What is counted apart. */
  enum Scope {
    ADDRESS,
    SERVICE_ID,
    USER_ID,
    SELF_ISSUE
  }

  /** One count. */
  record Counter(String institution, Scope scope, String value) {}

  /**
   * How a count stands.
   *
   * @param confirmed of the charges, those known to stand; the others may be given back yet
   * @param chargedAt when one was charged last
   * @param endsAt when its window ends
   */
  record Standing(int confirmed, Instant chargedAt, Instant endsAt) {}

  /**
   * Calls of one address in a minute. Many phones share an address of their mobile network, and a
   * customer needs a handful; somebody who guesses gets nowhere at this pace.
   */
  static final int ADDRESS_MAX = 60;

  /**
   * Calls for one institution in a minute. One instance can hash about as many, and no institution
   * has so many customers who set an app up in the same minute.
   */
  static final int SERVICE_ID_MAX = 1_200;

  /** So many an address may make nevertheless: who floods an institution shuts no customer out. */
  static final int ADDRESS_ALWAYS = 5;

  static final Duration MINUTE = Duration.ofMinutes(1);

  /** Longer than a start password lives: who locked one is not let try again while it is right. */
  static final Duration USER_ID_WINDOW = Duration.ofHours(25);

  private static final String CHARGE =
      """
      INSERT INTO throttle AS t (institution, scope, key, count, ends_at, charged_at)
      VALUES ($1, $2, $3, 1, $4, $5)
      ON CONFLICT (institution, scope, key) DO UPDATE
      SET count = CASE WHEN t.ends_at <= $5 THEN 1 ELSE t.count + 1 END,
          confirmed = CASE WHEN t.ends_at <= $5 THEN 0 ELSE t.confirmed END,
          ends_at = CASE WHEN t.ends_at <= $5 THEN excluded.ends_at ELSE t.ends_at END,
          charged_at = excluded.charged_at
      WHERE t.ends_at <= $5 OR t.count < $6
      RETURNING count
      """;

  private static final String GIVE_BACK =
      """
      UPDATE throttle SET count = count - 1
      WHERE institution = $1 AND scope = $2 AND key = $3 AND count > 0
      """;

  private static final String CONFIRM =
      """
      UPDATE throttle SET confirmed = confirmed + 1
      WHERE institution = $1 AND scope = $2 AND key = $3
      """;

  private static final String STANDING =
      """
      SELECT confirmed, charged_at, ends_at FROM throttle
      WHERE institution = $1 AND scope = $2 AND key = $3
      """;

  private final Keyring keyring;

  Throttle(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * Charges one; awaits. Its row is locked by it until the transaction ends, charged or not.
   *
   * @param most in a window, 1 or more
   * @param end of the window, if it begins now
   * @return how many it has now; empty where the window was full: nothing is charged then
   */
  OptionalInt charge(SqlClient db, Counter counter, int most, Instant end, Instant now) {
    var row = key(counter).addValue(Times.column(end)).addValue(Times.column(now)).addValue(most);
    var charged = db.preparedQuery(CHARGE).execute(row).await().iterator();
    return charged.hasNext() ? OptionalInt.of(charged.next().getInteger(0)) : OptionalInt.empty();
  }

  /** Takes one charge back; awaits. */
  void giveBack(SqlClient db, Counter counter) {
    db.preparedQuery(GIVE_BACK).execute(key(counter)).await();
  }

  /** One charge stands; awaits. */
  void confirm(SqlClient db, Counter counter) {
    db.preparedQuery(CONFIRM).execute(key(counter)).await();
  }

  /** Of a count that was full a moment ago; awaits. One whose row is gone begins anew now. */
  Standing standing(Pool pool, Counter counter, Instant now) {
    var rows =
        Tx.reading(pool, db -> db.preparedQuery(STANDING).execute(key(counter)).await().iterator());
    if (!rows.hasNext()) return new Standing(0, now, now);
    var row = rows.next();
    return new Standing(
        row.getInteger("confirmed"),
        row.getOffsetDateTime("charged_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant());
  }

  private Tuple key(Counter counter) {
    var mac =
        keyring.mac(
            counter.institution, "throttle", bytes(counter.scope.name()), bytes(counter.value));
    return Tuple.of(counter.institution, counter.scope.name(), Buffer.buffer(mac));
  }

  /** When the business day ends that an instant belongs to. */
  static Instant endOfDay(Instant now) {
    return BusinessDay.of(now).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
