package dev.kagimori.trial;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What an institution's tables are like at a moment, as far as acts change them and housekeeping
 * does not. Tries that are charged, and suspensions that come of them, leave no trace in it: a
 * refusal may do both.
 *
 * @param state of all tokens, issues, registrations, exchanges and receipts
 * @param done how many entries of this moment the audit has of acts that were done, by action
 */
record Footprint(Instant at, String state, JsonObject done) {
  /** Housekeeping removes what nobody claimed, and forgets old start passwords. */
  private static final String SQL =
      """
      SELECT md5(concat_ws('/',
          (SELECT string_agg((serial, state, owner_contract, owner_user, valid_until, last_step,
                              shipped_at)::text, ',' ORDER BY serial)
           FROM token WHERE institution = $1 AND (owner_user IS NOT NULL OR state <> 'ACTIVATED')),
          (SELECT string_agg((issue, state, serial, ended_at)::text, ',' ORDER BY issue)
           FROM issue WHERE institution = $1),
          (SELECT string_agg((registration, serial, ended_at)::text, ',' ORDER BY registration)
           FROM registration WHERE institution = $1),
          (SELECT string_agg((contract, user_id, open_exchange)::text, ',' ORDER BY user_id)
           FROM customer WHERE institution = $1),
          (SELECT count(*) FROM receipt WHERE institution = $1))) AS state,
        (SELECT coalesce(jsonb_object_agg(action, n), '{}') FROM (
           SELECT action, count(*) AS n FROM audit
           WHERE institution = $1 AND at = $2 AND outcome = 'DONE' AND action <> 'DELETE_UNCLAIMED'
           GROUP BY action) a) AS done
      """;

  static Footprint of(Institution institution) {
    var now = institution.bank.time.instant();
    var row =
        institution
            .bank
            .backstage()
            .pool()
            .preparedQuery(SQL)
            .execute(Tuple.of(institution.id, now.atOffset(ZoneOffset.UTC)))
            .await()
            .iterator()
            .next();
    return new Footprint(now, row.getString("state"), row.getJsonObject("done"));
  }

  /** How often something was done since another footprint, by the audit. */
  int doneSince(Footprint before, String action) {
    int then = at.equals(before.at) ? before.done.getInteger(action, 0) : 0;
    return done.getInteger(action, 0) - then;
  }

  /** Whether an act since another footprint left nothing behind but tries that were charged. */
  boolean isAsAfter(Footprint before) {
    return state.equals(before.state)
        && done.fieldNames().stream().allMatch(action -> doneSince(before, action) == 0);
  }
}
