package dev.kagimori.issue;

import dev.kagimori.issue.AppIssueStore.AppIssue;
import dev.kagimori.issue.Throttle.Scope;
import dev.kagimori.keyring.Keyring;
import io.vertx.sqlclient.SqlClient;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tries at start passwords, by user ID. One that nobody was given locks as one that somebody was,
 * after as many tries as if it had a password of some length, always the same for the same user ID.
 */
final class Tries {
  private final Throttle throttle;
  private final Keyring keyring;

  Tries(Throttle throttle, Keyring keyring) {
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

  /** False: it is locked. Awaits. */
  boolean charge(SqlClient db, AppCall asked, UserId userId, int most) {
    return throttle.charge(
        db,
        asked.institution(),
        Scope.USER_ID,
        userId.value(),
        most,
        asked.now().plus(Throttle.USER_ID_WINDOW),
        asked.now());
  }
}
