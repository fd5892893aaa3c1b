package dev.kagimori.issue;

import dev.kagimori.database.Tx;
import dev.kagimori.http.ProblemException;
import dev.kagimori.issue.AppIssueStore.AppIssue;
import dev.kagimori.issue.Throttle.Counter;
import dev.kagimori.issue.Throttle.Scope;
import dev.kagimori.keyring.Keyring;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries at start passwords, by user ID. One that nobody was given locks as one that somebody was,
 * after as many tries as if it had a password of some length, always the same for the same user ID.
 */
final class Tries {
  /** What became of a try. */
  enum Charged {
    TO_BE_COMPARED,
    LOCKED
  }

  /** Longer than a request lives: a try that is not told of by then was lost, and counts. */
  private static final Duration COMPARED = Duration.ofSeconds(30);

  private final Pool pool;
  private final Throttle throttle;
  private final Keyring keyring;

  Tries(Pool pool, Throttle throttle, Keyring keyring) {
    this.pool = pool;
    this.throttle = throttle;
    this.keyring = keyring;
  }

  /** How many wrong tries lock it (S0C4). */
  int most(AppCall asked, UserId userId, Optional<AppIssue> found) {
    var issuing = asked.terms().appIssue();
    if (issuing == null) return 1; // nothing is issued any more
    var rules = issuing.startPassword();
    int digits =
        found
            .filter(app -> app.password() != null)
            .map(AppIssue::digits)
            .orElseGet(() -> madeUp(asked, userId, rules.digitsMin(), rules.digitsMax()));
    return rules.triesMax(digits);
  }

  private int madeUp(AppCall asked, UserId userId, int least, int most) {
    var mac =
        keyring.mac(
            asked.institution(),
            "start password digits",
            userId.value().getBytes(StandardCharsets.US_ASCII));
    return least + Math.floorMod(mac[0], most - least + 1);
  }

  /**
   * Charges a try, durably, before anything is compared; awaits.
   *
   * @throws ProblemException {@code RATE_LIMITED} where all that are left are being compared
   */
  Charged charge(AppCall asked, UserId userId, int most) {
    var counter = counter(asked, userId);
    var now = asked.now();
    var end = now.plus(Throttle.USER_ID_WINDOW);
    if (Tx.statement(pool, db -> throttle.charge(db, counter, most, end, now)).isPresent())
      return Charged.TO_BE_COMPARED;
    var standing = throttle.standing(pool, counter, now);
    boolean lost = !now.isBefore(standing.chargedAt().plus(COMPARED));
    if (standing.confirmed() >= most || lost) return Charged.LOCKED;
    throw new ProblemException(AppDoor.limited(Duration.ofSeconds(1)));
  }

  /** It was wrong; awaits. */
  void confirm(SqlClient db, AppCall asked, UserId userId) {
    throttle.confirm(db, counter(asked, userId));
  }

  /** It was right, or nothing was compared; awaits. */
  void giveBack(AppCall asked, UserId userId) {
    Tx.in(
        pool,
        db -> {
          throttle.giveBack(db, counter(asked, userId));
          return true;
        });
  }

  private static Counter counter(AppCall asked, UserId userId) {
    return new Counter(asked.institution(), Scope.USER_ID, userId.value());
  }
}
