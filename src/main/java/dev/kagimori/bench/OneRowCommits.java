package dev.kagimori.bench;

import java.time.Instant;

/**
 * The durable work of one accepted code as one statement, which is committed by itself: the token's
 * row is written and its entry is added to the audit. Any order of the driver's parameters is its
 * own. The accepted step stays what it was, so that the service's next codes are still good.
 */
final class OneRowCommits {
  private OneRowCommits() {}

  /**
   * @param number how the token's number is written: a parameter
   * @param at the audit's time
   */
  static String sql(String number, Instant at) {
    return """
    WITH saved AS (
      UPDATE token SET last_step = last_step, last_accepted = '%2$s', failures_in_row = 0,
             failures_since_accepted = 0, drift_seconds = drift_seconds, version = version + 1
      WHERE institution = 'bench' AND serial = 'GM' || %1$s
      RETURNING serial, owner_contract, owner_user, last_step)
    INSERT INTO audit (institution, at, client, address, request_id, action, operation,
                       contract, user_id, serial, outcome, reason, details)
    SELECT 'bench', '%2$s', 'run-1700000000000', '127.0.0.1', '0123456789abcdef', 'VERIFY',
           'TRANSFER', owner_contract, owner_user, serial, 'DONE', NULL,
           jsonb_build_object('step', last_step)
    FROM saved
    """
        .formatted(number, at);
  }
}
