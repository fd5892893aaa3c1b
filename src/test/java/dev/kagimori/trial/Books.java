package dev.kagimori.trial;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be in no database, whatever was done (rules of domain: one user, one token, once). */
public final class Books {
  private static final String MISCOUNTED = "tokens were counted wrongly";
  private static final Map<String, String> RULES = rules();

  private Books() {}

  /** What is wrong in an institution's books; empty: nothing. */
  static List<String> violations(Pool pool, String institution) {
    var found = new ArrayList<String>();
    RULES.forEach((rule, sql) -> {
      for (var row : pool.preparedQuery(sql).execute(Tuple.of(institution)).await())
        found.add(rule + ": " + row.getString(0));
    });
    return found;
  }

  /** The sorts of tokens whose counts differ from the tokens that there are. */
  public static List<String> miscounted(Pool pool, String institution) {
    return violations(pool, institution).stream()
        .filter(violation -> violation.startsWith(MISCOUNTED))
        .toList();
  }

  private static Map<String, String> rules() {
    var rules = new LinkedHashMap<String, String>();
    rules.put(
        "a user has two open registrations",
        """
        SELECT contract || '/' || user_id FROM registration
        WHERE institution = $1 AND ended_at IS NULL GROUP BY contract, user_id HAVING count(*) > 1
        """);
    rules.put(
        "a token has two open registrations",
        """
        SELECT serial FROM registration WHERE institution = $1 AND ended_at IS NULL
        GROUP BY serial HAVING count(*) > 1
        """);
    rules.put(
        "a user has two tokens in use",
        """
        SELECT owner_contract || '/' || owner_user FROM token
        WHERE institution = $1 AND state = 'IN_USE'
        GROUP BY owner_contract, owner_user HAVING count(*) > 1
        """);
    rules.put(
        "a token is in use by another than who registered it, or by nobody",
        """
        SELECT t.serial FROM token t WHERE t.institution = $1 AND t.state = 'IN_USE'
          AND NOT EXISTS (SELECT FROM registration r
            WHERE r.institution = t.institution AND r.serial = t.serial AND r.ended_at IS NULL
              AND r.contract = t.owner_contract AND r.user_id = t.owner_user)
        """);
    rules.put(
        "a registration is open of a token that is not in use",
        """
        SELECT r.serial FROM registration r JOIN token t USING (institution, serial)
        WHERE r.institution = $1 AND r.ended_at IS NULL AND t.state <> 'IN_USE'
        """);
    rules.put(
        "a step was accepted twice, or after a later one",
        """
        SELECT serial || ' ' || action || ' ' || step FROM (
          SELECT serial, action, (details->>'step')::bigint AS step,
                 lag((details->>'step')::bigint) OVER (PARTITION BY serial ORDER BY id) AS before
          FROM audit
          WHERE institution = $1 AND outcome = 'DONE' AND details ? 'step' AND action IN
            ('VERIFY', 'START', 'OPEN_EXCHANGE', 'EXCHANGE_IN', 'STOP', 'RENEW', 'RESYNCHRONISE',
             'CHECK')) a
        WHERE step <= before
        """);
    rules.put(
        "an accepted step is later than the token says",
        """
        SELECT a.serial FROM audit a JOIN token t USING (institution, serial)
        WHERE a.institution = $1 AND a.outcome = 'DONE' AND a.details ? 'step'
          AND (a.details->>'step')::bigint > t.last_step
        """);
    rules.put(
        MISCOUNTED,
        """
        SELECT concat_ws(' ', branch, make, kind, state, inspection, sum(n)) FROM (
          SELECT coalesce(branch, '') AS branch, coalesce(make, '') AS make, kind, state,
                 coalesce(inspection, 'UNCHECKED') AS inspection, 1 AS n
          FROM token WHERE institution = $1
          UNION ALL SELECT branch, make, kind, state, inspection, -tokens
          FROM token_count WHERE institution = $1
          UNION ALL SELECT branch, make, kind, state, inspection, -tokens
          FROM token_count_delta WHERE institution = $1) AS c
        GROUP BY branch, make, kind, state, inspection HAVING sum(n) <> 0
        """);
    rules.put(
        MISCOUNTED + " by age",
        """
        SELECT concat_ws(' ', make, delivery, month, state, sum(n)) FROM (
          SELECT coalesce(make, '') AS make, coalesce(delivery, 0) AS delivery,
                 token_month(delivered_at) AS month, state, 1 AS n
          FROM token WHERE institution = $1 AND delivered_at IS NOT NULL
          UNION ALL SELECT make, delivery, month, state, -tokens
          FROM token_age WHERE institution = $1
          UNION ALL SELECT make, delivery, month, state, -tokens
          FROM token_count_delta WHERE institution = $1 AND month IS NOT NULL) AS c
        GROUP BY make, delivery, month, state HAVING sum(n) <> 0
        """);
    rules.put(
        "use was counted wrongly",
        """
        SELECT concat_ws(' ', day, branch, make, sum(n)) FROM (
          SELECT (at AT TIME ZONE 'Asia/Tokyo')::date AS day, coalesce(branch, '') AS branch,
                 coalesce(make, '') AS make, 1 AS n
          FROM (
            SELECT at, kind, branch, make,
                   lead(kind) OVER (PARTITION BY serial ORDER BY movement) AS next
            FROM movement
            WHERE institution = $1 AND (kind IN ('ALLOCATED', 'WITHDRAWN')
              OR kind = 'RETURNED' AND details ? 'undelivered')) AS m
          WHERE kind = 'ALLOCATED' AND coalesce(next, 'ALLOCATED') = 'ALLOCATED'
          UNION ALL SELECT day, branch, make, -fobs FROM stock_use WHERE institution = $1
          UNION ALL SELECT day, branch, make, -fobs FROM stock_use_delta WHERE institution = $1
        ) AS u
        GROUP BY day, branch, make HAVING sum(n) <> 0
        """);
    rules.put(
        "a fob's last movement does not explain its state",
        """
        SELECT concat_ws(' ', t.serial, t.state, m.kind) FROM token t
        LEFT JOIN LATERAL (
          SELECT kind, details FROM movement m
          WHERE m.institution = t.institution AND m.serial = t.serial
            AND m.kind NOT IN ('CHECKED', 'SHELVED')
          ORDER BY movement DESC LIMIT 1) AS m ON true
        WHERE t.institution = $1 AND t.kind = 'HARDWARE' AND CASE t.state
          WHEN 'IN_STOCK' THEN NOT (m.kind IS NULL OR m.kind IN ('WITHDRAWN', 'FOUND')
                                    OR m.kind = 'RETURNED' AND m.details ? 'undelivered')
          WHEN 'ALLOCATED' THEN m.kind IS NULL
                                OR m.kind NOT IN ('ALLOCATED', 'SHIPPED', 'HANDED_OVER')
          ELSE coalesce(m.kind = 'SCRAPPED' AND t.state <> 'RETIRED', false) END
        """);
    rules.put(
        "a registration was opened without a receipt",
        """
        SELECT r.serial FROM registration r WHERE r.institution = $1
          AND NOT EXISTS (SELECT FROM receipt p WHERE p.institution = r.institution
            AND p.serial = r.serial AND p.contract = r.contract AND p.user_id = r.user_id
            AND p.accepted_at = r.opened_at AND p.operation IN ('START', 'EXCHANGE'))
        """);
    rules.put(
        "an issue is open of a token that is in use or over",
        """
        SELECT i.serial FROM issue i JOIN token t USING (institution, serial)
        WHERE i.institution = $1 AND i.ended_at IS NULL
          AND t.state IN ('IN_USE', 'REVOKED', 'RETIRED')
        """);
    return rules;
  }
}
