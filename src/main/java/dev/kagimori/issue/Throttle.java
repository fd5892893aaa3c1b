package dev.kagimori.issue;

import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

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

  /**
   * Calls of one address in a minute. Many phones share an address of their mobile network, and a
   * customer needs a handful; somebody who guesses gets nowhere at this pace.
   */
  static final int ADDRESS_MAX = 60;

  /**
   * Calls for one institution in a minute. One instance can hash about as many, and no institution
   * has so many customers who set an app up in the same minute: what is over it waits for the next
   * minute, so that nobody is shut out for longer.
   */
  static final int SERVICE_ID_MAX = 1_200;

  static final Duration MINUTE = Duration.ofMinutes(1);

  /** Longer than a start password lives: who locked one is not let try again while it is right. */
  static final Duration USER_ID_WINDOW = Duration.ofHours(25);

  private static final String CHARGE =
      """
      INSERT INTO throttle AS t (institution, scope, key, count, ends_at)
      VALUES ($1, $2, $3, 1, $4)
      ON CONFLICT (institution, scope, key) DO UPDATE
      SET count = CASE WHEN t.ends_at <= $5 THEN 1 ELSE t.count + 1 END,
          ends_at = CASE WHEN t.ends_at <= $5 THEN excluded.ends_at ELSE t.ends_at END
      WHERE t.ends_at <= $5 OR t.count < $6
      """;

  private static final String GIVE_BACK =
      """
      UPDATE throttle SET count = count - 1
      WHERE institution = $1 AND scope = $2 AND key = $3 AND count > 0
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
   * @return false where the window was full: nothing is charged then
   */
  boolean charge(
      SqlClient db,
      String institution,
      Scope scope,
      String value,
      int most,
      Instant end,
      Instant now) {
    var row =
        Tuple.of(
            institution,
            scope.name(),
            key(institution, scope, value),
            Times.column(end),
            Times.column(now),
            most);
    return db.preparedQuery(CHARGE).execute(row).await().rowCount() == 1;
  }

  /** Takes one charge back; awaits. */
  void giveBack(SqlClient db, String institution, Scope scope, String value) {
    var row = Tuple.of(institution, scope.name(), key(institution, scope, value));
    db.preparedQuery(GIVE_BACK).execute(row).await();
  }

  private Buffer key(String institution, Scope scope, String value) {
    return Buffer.buffer(keyring.mac(institution, "throttle", bytes(scope.name()), bytes(value)));
  }

  /** When the business day ends that an instant belongs to. */
  static Instant endOfDay(Instant now) {
    return BusinessDay.of(now).plusDays(1).atStartOfDay(BusinessDay.TOKYO).toInstant();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
